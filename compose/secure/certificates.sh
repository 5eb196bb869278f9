#!/usr/bin/env bash
# Makes a certificate authority and the brokers' key, once: certificates.sh FOLDER, with KEYSTORE_PASSWORD set.
# The passwords reach keytool through the environment, not through its command line.
set -euo pipefail
folder=$1
: "${KEYSTORE_PASSWORD:?}"
[ ! -f "$folder/trust.p12" ] || exit 0
umask 027
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tool() {
  keytool -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -storetype PKCS12 -storepass:env KEYSTORE_PASSWORD "$@" \
    2>>"$work/keytool.log" || { cat "$work/keytool.log" >&2; exit 1; }
}

tool -genkeypair -keystore "$work/authority.p12" -alias authority -keyalg EC -groupname secp256r1 -validity 3650 \
  -dname "CN=topostream authority" -ext bc:c
tool -exportcert -keystore "$work/authority.p12" -alias authority -rfc -file "$work/authority.pem"
# The brokers are one principal, which may do everything: CN=broker.
store=$work/brokers.p12
tool -genkeypair -keystore "$store" -alias key -keyalg EC -groupname secp256r1 -validity 825 -dname "CN=broker"
tool -certreq -keystore "$store" -alias key -file "$work/brokers.csr"
tool -gencert -keystore "$work/authority.p12" -alias authority -infile "$work/brokers.csr" -outfile "$work/brokers.pem" \
  -rfc -validity 825 -ext "san=dns:kafka-1,dns:kafka-2,dns:kafka-3,dns:localhost,ip:127.0.0.1" \
  -ext "eku=serverAuth,clientAuth"
tool -importcert -keystore "$store" -alias authority -file "$work/authority.pem" -noprompt
tool -importcert -keystore "$store" -alias key -file "$work/brokers.pem" -noprompt
tool -importcert -keystore "$work/trust.p12" -alias authority -file "$work/authority.pem" -noprompt
cp "$store" "$folder/brokers.p12"
# Readable by the apps, which are another user: they hold no secret.
install -m 644 "$work/authority.pem" "$folder/authority.pem"
install -m 644 "$work/trust.p12" "$folder/trust.p12"
