#!/bin/sh
# Checks a stream of reports (one report file in JSON a line) with one gouji for each block of lines, results in order:
#   sh parallel.sh reports.ndjson > results.ndjson
# gouji uses all processors of one machine by itself; GNU parallel is for several (--sshlogin, with gouji installed there).
set -eu
parallel --pipe-part --arg-file "$1" --block 16M --keep-order --jobs "${JOBS:-100%}" \
  "${GOUJI:-gouji} check --format ndjson --jobs 1 --quiet --fail-on never -"
