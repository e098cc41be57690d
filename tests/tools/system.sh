#!/usr/bin/env bash
# System packages that the project uses where they are: installed when apt can be used, else named, and we go on.
# Usage: system.sh [PYTHON]
set -u
python=${1:-}
missing=()
gives=()
need() { missing+=("$1"); gives+=("$2"); }

if [ -z "$python" ]; then need python3 "runs everything"; fi
if [ -z "$python" ] || ! "$python" -c 'import ensurepip' >/dev/null 2>&1; then
  need python3-venv "the virtual environment, without which nothing starts"
fi
command -v chromium >/dev/null 2>&1 || need chromium "the kiosk's window and the browser tests"
command -v espeak-ng >/dev/null 2>&1 || need espeak-ng "the spoken guidance"
command -v ffmpeg >/dev/null 2>&1 || need ffmpeg "sound conversion for the voice"
[ ${#missing[@]} -eq 0 ] && exit 0

apt=()
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" -eq 0 ]; then apt=(env DEBIAN_FRONTEND=noninteractive apt-get)
  elif sudo -n true 2>/dev/null; then apt=(sudo -n env DEBIAN_FRONTEND=noninteractive apt-get); fi
fi
# A machine that reaches no archive is told so soon; a package that an archive lacks does not keep the others away.
patience=(-o Acquire::Retries=0 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20)
install() { "${apt[@]}" "${patience[@]}" install --yes --no-install-recommends "$@" >"$log" 2>&1; }
if [ ${#apt[@]} -gt 0 ]; then
  echo "Installing ${missing[*]} …" >&2
  log=$(mktemp)
  "${apt[@]}" "${patience[@]}" update >"$log" 2>&1 || tail -n 3 "$log" >&2
  if install "${missing[@]}"; then rm -f "$log"; exit 0; fi
  for at in "${!missing[@]}"; do
    if install "${missing[$at]}"; then unset "missing[$at]"; else tail -n 3 "$log" >&2; fi
  done
  rm -f "$log"
fi
[ ${#missing[@]} -eq 0 ] && exit 0
{
  echo "Not found: ${missing[*]}. We go on without what they give:"
  for at in "${!missing[@]}"; do printf '  %-13s %s\n' "${missing[$at]}" "${gives[$at]}"; done
  echo "To have them on Debian or Ubuntu: sudo apt-get install ${missing[*]}"
} >&2
exit 0
