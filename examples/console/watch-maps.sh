#!/usr/bin/env bash
# Prints key and size of every map record of a subject with Kafka's own console consumer, which does not read Avro.
#
#   examples/console/watch-maps.sh HOST:PORT phantom 20                      # broker, subject, how many maps
#
# Needs perl, and a Kafka installation of version 3 or newer: in $KAFKA_HOME, or with its bin folder in the PATH.
# Without one, java takes the same class from $CLASSPATH: Maven's org.apache.kafka:kafka-tools and what it depends on.
set -euo pipefail

broker=${1:?usage: watch-maps.sh HOST:PORT [SUBJECT [COUNT]]}
subject=${2:-phantom}
count=${3:-} # none: never ends

consumer=(java org.apache.kafka.tools.consumer.ConsoleConsumer)
for command in "${KAFKA_HOME:+$KAFKA_HOME/bin/kafka-console-consumer.sh}" \
  kafka-console-consumer.sh kafka-console-consumer; do
  if command -v "$command" >/dev/null; then
    consumer=("$command")
    break
  fi
done

# read_committed: without it, the console consumer also shows what aborted transactions left.
# BytesDeserializer writes a byte that is no printable ASCII as \x and two digits, so that a record is one line.
"${consumer[@]}" --bootstrap-server "$broker" --topic "maps.$subject" --from-beginning \
  --isolation-level read_committed ${count:+--max-messages "$count"} \
  --formatter-config <(printf '%s\n' print.key=true \
    value.deserializer=org.apache.kafka.common.serialization.BytesDeserializer) \
  | perl -ne '$| = 1; chomp; ($key, $value) = split /\t/, $_, 2; $value =~ s/\\x[0-9A-F]{2}/./g;
      printf "%s %d bytes\n", $key, length $value'
