#!/usr/bin/env bash
# Far more stimuli than a lab can take: builds what it needs, then runs it. --help says how.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"
lab lab.OverloadBench "$@"
