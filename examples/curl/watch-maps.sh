#!/usr/bin/env bash
# Prints the live page's events of a subject's maps as they come, without Kafka. Needs bash 4.4, curl and perl.
#
#   examples/curl/watch-maps.sh http://127.0.0.1:8088 phantom layer,r 20     # page, subject, kinds, how many maps
#
# A map's event has its description and, as base64 of float32 little endian, its values (NaN: this voxel has none):
#
#   event: map
#   id: 18
#   data: {"backbone": "scattering", "kind": "layer", "encoderVersion": 12, ..., "values": "AACAPwAAAD8..."}
#
# The values of the first one as text:
#   examples/curl/watch-maps.sh http://127.0.0.1:8088 phantom layer 1 | sed -n 's/^data: //p' \
#     | jq -r 'select(.values).values' | base64 -d | od -A n -v -t f4
# and all of them as numpy has them:
#   numpy.frombuffer(base64.b64decode(event["values"]), "<f4")
set -euo pipefail

page=${1:?usage: watch-maps.sh PAGE [SUBJECT [KINDS [COUNT]]]}
subject=${2:-phantom}
kinds=${3:-layer,r}
count=${4:-0} # 0: never ends

exec 3< <(exec curl --silent --show-error --fail --no-buffer "${page%/}/api/subjects/$subject/events?kinds=$kinds")
curl=$!
trap 'kill "$curl" 2>/dev/null || true' EXIT

# Ends with 1 at the end of the last map's event, with 0 where the server hung up, which curl's status tells more about.
if count=$count perl -ne '
  BEGIN { $| = 1; $left = $ENV{count} || -1 }
  print;
  $map = 1 if /^event: ?map$/;
  if (/^$/) { exit 1 if $map && --$left == 0; $map = 0 }' <&3; then
  wait "$curl"
fi
