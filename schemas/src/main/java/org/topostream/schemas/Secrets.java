package org.topostream.schemas;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/// Puts in what a settings file only names, so that no password needs to stand in it: `${env:NAME}`,
/// `${file:/path:key}` of a properties file, `${directory:/path:name}` of a folder with a file each.
///
/// It is Kafka's own mechanism, with `config.providers=env,file`; for these three names the class need not be said. What
/// Kafka's clients do for their own settings holds here for all, the schema registry's included.
public final class Secrets {
    private static final String PROVIDERS = "config.providers";
    private static final Map<String, String> CLASSES = Map.of("env", EnvVarConfigProvider.class.getName(), "file",
            FileConfigProvider.class.getName(), "directory", DirectoryConfigProvider.class.getName());
    private static final Pattern NAMED = Pattern.compile("\\$\\{([a-zA-Z]+):[^}]*}");

    private Secrets() {}

    /// @return the settings with everything put in, and without `config.providers`
    /// @throws IllegalArgumentException where a value is named that there is not; the message repeats no value
    public static Map<String, String> resolve(Map<String, String> settings) {
        Map<String, String> whole = new HashMap<>(settings);
        // Kafka would look for a provider named " file".
        whole.computeIfPresent(PROVIDERS, (key, names) -> names.replaceAll("\\s", ""));
        CLASSES.forEach((name, type) -> {
            if (providers(settings).contains("," + name + ",")) {
                whole.putIfAbsent(PROVIDERS + "." + name + ".class", type);
            }
        });
        Map<String, String> resolved = new HashMap<>(provided(whole));
        resolved.keySet().removeIf(key -> key.equals(PROVIDERS) || key.startsWith(PROVIDERS + "."));
        resolved.forEach((key, value) -> missing(settings, key, value).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        }));
        return resolved;
    }

    private static Map<String, String> provided(Map<String, String> settings) {
        try {
            return new AbstractConfig(new ConfigDef(), settings, false).originalsStrings();
        } catch (ConfigException e) {
            throw new IllegalArgumentException("expected values for what " + PROVIDERS + " look up, got: "
                    + e.getMessage(), e);
        }
    }

    private static String providers(Map<String, String> settings) {
        return "," + settings.getOrDefault(PROVIDERS, "").replaceAll("\\s", "") + ",";
    }

    /// Looked for in what was written, since a password may look like a name itself.
    private static Optional<String> missing(Map<String, String> settings, String key, String value) {
        String written = settings.get(key);
        Matcher named = NAMED.matcher(written);
        while (named.find()) {
            String provider = named.group(1);
            if (CLASSES.containsKey(provider) && !providers(settings).contains("," + provider + ",")) {
                return Optional.of("expected " + PROVIDERS + "=" + provider + ", since " + key + " is "
                        + named.group());
            }
            if (providers(settings).contains("," + provider + ",") && value.contains(named.group())) {
                return Optional.of("expected a value for " + named.group() + ", which " + key + " needs, got none");
            }
        }
        return Optional.empty();
    }
}
