#!/usr/bin/env bash
# The fault bench: builds what it needs, then runs it. --help says how.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"
lab lab.FaultBench "$@"
