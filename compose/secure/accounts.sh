#!/usr/bin/env bash
# Makes the accounts and says what each may do: accounts.sh BROKER CERTIFICATES, with the passwords of secrets.env set.
#   topostream  the apps: all of topostream's topics and groups
#   stimulus    a stimulus computer: may write stimuli and events, and read nothing
#   reader      a subscriber: may read maps, scores and subjects, and write nothing
set -euo pipefail
broker=$1 certificates=$2 tools=${KAFKA_TOOLS:-/opt/kafka/bin}
: "${KEYSTORE_PASSWORD:?}" "${TOPOSTREAM_PASSWORD:?}" "${STIMULUS_PASSWORD:?}" "${READER_PASSWORD:?}"
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/broker.properties" <<END
security.protocol=SSL
ssl.keystore.type=PKCS12
ssl.keystore.location=$certificates/brokers.p12
ssl.keystore.password=$KEYSTORE_PASSWORD
ssl.truststore.type=PKCS12
ssl.truststore.location=$certificates/trust.p12
ssl.truststore.password=$KEYSTORE_PASSWORD
END

account() { # NAME PASSWORD: in a file, so that no list of processes shows it
  printf 'SCRAM-SHA-512=password=%s\n' "$2" >"$work/account.properties"
  "$tools/kafka-configs.sh" --bootstrap-server "$broker" --command-config "$work/broker.properties" --alter \
    --entity-type users --entity-name "$1" --add-config-file "$work/account.properties"
}
allow() { # NAME, then what kafka-acls.sh takes
  local name=$1
  shift
  "$tools/kafka-acls.sh" --bootstrap-server "$broker" --command-config "$work/broker.properties" --add --force \
    --allow-principal "User:$name" "$@"
}

account topostream "$TOPOSTREAM_PASSWORD"
account stimulus "$STIMULUS_PASSWORD"
account reader "$READER_PASSWORD"

prefixed() { # topics and the like whose names begin so
  allow "$@" --resource-pattern-type prefixed
}

prefixed topostream --operation All --topic stimuli --topic subjects --topic dead-letters --topic features. --topic volumes. \
  --topic events. --topic responses. --topic encoders. --topic predictions. --topic scores. --topic maps. --topic surfaces. \
  --topic sources. --topic topostream- --group topostream- --transactional-id topostream-
allow topostream --operation Describe --operation DescribeConfigs --operation IdempotentWrite --cluster

allow stimulus --operation Write --operation Describe --topic stimuli
prefixed stimulus --operation Write --operation Describe --topic events.

prefixed reader --operation Read --operation Describe --topic maps. --topic scores. --topic subjects
prefixed reader --operation Read --group reader-
