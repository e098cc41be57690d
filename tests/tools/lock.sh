#!/usr/bin/env bash
# Writes requirements.lock from pyproject.toml: every version with its hashes, for Linux and Windows, naming no host and no
# path, so that any package index may serve it. What only macOS needs is left out: nothing here has been run there.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${1:-.venv/bin/python}
"$python" -m pip install --quiet "uv>=0.9,<1"
new=$(mktemp); trap 'rm -f "$new"' EXIT
# The old lock is read for the versions to keep; ARGS="--upgrade" moves them.
cp requirements.lock "$new" 2>/dev/null || true
"$python" -m uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-header \
  --no-annotate --output-file "$new" "${@:2}" pyproject.toml
awk '/^[^ ]/ { skip = /sys_platform == .darwin./ || /^#/ } !skip' "$new" > requirements.lock
