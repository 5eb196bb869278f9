#!/usr/bin/env bash
# How soon the live page shows what has happened: builds what it needs, then runs it. --help says how.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"
lab page.PageBench "$@"
