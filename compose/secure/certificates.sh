#!/usr/bin/env bash
# Makes a certificate authority and a key for each broker, once: certificates.sh FOLDER, with KEYSTORE_PASSWORD set.
# The passwords reach keytool through the environment, not through its command line.
set -euo pipefail
folder=$1
: "${KEYSTORE_PASSWORD:?}"
[ ! -f "$folder/trust.p12" ] || exit 0
umask 027
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tool() { keytool -storetype PKCS12 -storepass:env KEYSTORE_PASSWORD "$@" 2>>"$work/keytool.log" || { cat "$work/keytool.log" >&2; exit 1; }; }

tool -genkeypair -keystore "$work/authority.p12" -alias authority -keyalg EC -groupname secp256r1 -validity 3650 \
  -dname "CN=topostream authority" -ext bc:c
tool -exportcert -keystore "$work/authority.p12" -alias authority -rfc -file "$work/authority.pem"
for name in kafka-1 kafka-2 kafka-3 broker; do
  store=$work/$name.p12
  # The brokers are one principal, which may do everything: CN=broker.
  tool -genkeypair -keystore "$store" -alias key -keyalg EC -groupname secp256r1 -validity 825 -dname "CN=broker"
  tool -certreq -keystore "$store" -alias key -file "$work/$name.csr"
  tool -gencert -keystore "$work/authority.p12" -alias authority -infile "$work/$name.csr" -outfile "$work/$name.pem" -rfc \
    -validity 825 -ext "san=dns:$name,dns:localhost,ip:127.0.0.1" -ext "eku=serverAuth,clientAuth"
  tool -importcert -keystore "$store" -alias authority -file "$work/authority.pem" -noprompt
  tool -importcert -keystore "$store" -alias key -file "$work/$name.pem" -noprompt
  cp "$store" "$folder/$name.p12"
done
tool -importcert -keystore "$work/trust.p12" -alias authority -file "$work/authority.pem" -noprompt
# Readable by the apps, which are another user: it holds no secret.
install -m 644 "$work/authority.pem" "$folder/authority.pem"
install -m 644 "$work/trust.p12" "$folder/trust.p12"
