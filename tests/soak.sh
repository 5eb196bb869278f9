#!/usr/bin/env bash
# A busy half hour: builds what it needs, then runs it. --help says how.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"
lab lab.SoakBench "$@"
