#!/usr/bin/env bash
# Makes the accounts and says what each may do: accounts.sh BROKER CERTIFICATES, with the passwords of secrets.env set.
#   topostream  the apps: all of topostream's topics and groups
#   stimulus    a stimulus computer: may write stimuli and events, and read nothing
#   reader      a subscriber: may read maps, scores and subjects, and write nothing
set -euo pipefail
broker=$1 certificates=$2
: "${KEYSTORE_PASSWORD:?}" "${TOPOSTREAM_PASSWORD:?}" "${STIMULUS_PASSWORD:?}" "${READER_PASSWORD:?}"
umask 077
cat >/tmp/broker.properties <<END
security.protocol=SSL
ssl.keystore.type=PKCS12
ssl.keystore.location=$certificates/brokers.p12
ssl.keystore.password=$KEYSTORE_PASSWORD
ssl.truststore.type=PKCS12
ssl.truststore.location=$certificates/trust.p12
ssl.truststore.password=$KEYSTORE_PASSWORD
END

account() { # NAME PASSWORD: in a file, so that no list of processes shows it
  printf 'SCRAM-SHA-512=password=%s\n' "$2" >/tmp/account.properties
  /opt/kafka/bin/kafka-configs.sh --bootstrap-server "$broker" --command-config /tmp/broker.properties --alter \
    --entity-type users --entity-name "$1" --add-config-file /tmp/account.properties
}
allow() { # NAME, then what kafka-acls.sh takes
  local name=$1
  shift
  /opt/kafka/bin/kafka-acls.sh --bootstrap-server "$broker" --command-config /tmp/broker.properties --add --force \
    --allow-principal "User:$name" "$@"
}

account topostream "$TOPOSTREAM_PASSWORD"
account stimulus "$STIMULUS_PASSWORD"
account reader "$READER_PASSWORD"

for prefix in stimuli subjects dead-letters features. volumes. events. responses. encoders. predictions. scores. maps. \
    surfaces. sources. topostream-; do
  allow topostream --operation All --topic "$prefix" --resource-pattern-type prefixed
done
allow topostream --operation All --group topostream- --resource-pattern-type prefixed
allow topostream --operation All --transactional-id topostream- --resource-pattern-type prefixed
allow topostream --operation Describe --operation DescribeConfigs --operation IdempotentWrite --cluster

allow stimulus --operation Write --operation Describe --topic stimuli
allow stimulus --operation Write --operation Describe --topic events. --resource-pattern-type prefixed

for prefix in maps. scores. subjects; do
  allow reader --operation Read --operation Describe --topic "$prefix" --resource-pattern-type prefixed
done
allow reader --operation Read --group reader- --resource-pattern-type prefixed
