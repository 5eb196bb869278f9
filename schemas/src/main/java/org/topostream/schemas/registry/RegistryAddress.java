package org.topostream.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// One address of the Schema Registry, and how to log in there.
///
/// @param url           without a login and without a closing slash
/// @param authorization value of the `Authorization` header, where the registry asks for one
public record RegistryAddress(URI url, Optional<String> authorization) {

    /// Takes a login out of the address, as in `http://user:password@host:8081`.
    /// @throws IllegalArgumentException where it is not an address; the message does not repeat the login
    static RegistryAddress parse(String address) {
        try {
            URI given = new URI(address);
            if (!"http".equalsIgnoreCase(given.getScheme()) && !"https".equalsIgnoreCase(given.getScheme())) {
                throw refused("must start with http:// or https://", address);
            }
            if (given.getHost() == null) {
                throw refused("needs a host name of letters, digits, '-' and '.'", address);
            }
            String path = given.getPath().replaceAll("/+$", "");
            return new RegistryAddress(
                    new URI(given.getScheme(), null, given.getHost(), given.getPort(), path, null, null),
                    Optional.ofNullable(given.getUserInfo()).map(RegistryAddress::basic));
        } catch (URISyntaxException e) {
            throw refused("is malformed (" + e.getReason() + ")", address);
        }
    }

    private static IllegalArgumentException refused(String why, String address) {
        return new IllegalArgumentException(
                RegistrySettings.URL + " " + why + ", got '" + address.replaceAll(".*@", "...@") + "'");
    }

    /// @param userInfo `user:password`
    static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    RegistryAddress withLogin(String userInfo) {
        return new RegistryAddress(url, Optional.of(basic(userInfo)));
    }

    /// Without the login, so that it may be logged.
    @Override
    public String toString() {
        return url.toString();
    }
}
