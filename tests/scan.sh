#!/usr/bin/env bash
# A session in a simulated scanner; --help says how. Needs Python with numpy, scipy, nibabel, pydicom, pyzmq and
# confluent-kafka[avro,schemaregistry]; TOPOSTREAM_PYTHON names another than python3.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/topostream" --version >&2 # builds it where it must be
exec "${TOPOSTREAM_PYTHON:-python3}" "$root/tests/src/test/python/scan/session.py" "$@"
