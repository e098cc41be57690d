#!/usr/bin/env bash
# System packages that the project uses where they are: installed when apt can be used, else named, and we go on.
set -u
missing=()
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
command -v espeak-ng >/dev/null 2>&1 || missing+=(espeak-ng)
command -v ffmpeg >/dev/null 2>&1 || missing+=(ffmpeg)
[ ${#missing[@]} -eq 0 ] && exit 0

apt=()
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" -eq 0 ]; then apt=(env DEBIAN_FRONTEND=noninteractive apt-get)
  elif sudo -n true 2>/dev/null; then apt=(sudo -n env DEBIAN_FRONTEND=noninteractive apt-get); fi
fi
if [ ${#apt[@]} -gt 0 ]; then
  echo "Installing ${missing[*]} …" >&2
  log=$(mktemp)
  if { "${apt[@]}" update && "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    rm -f "$log"; exit 0
  fi
  tail -n 3 "$log" >&2; rm -f "$log"
fi
{
  echo "Not found: ${missing[*]}. We go on without what they give:"
  echo "  chromium  the kiosk's window and the browser tests"
  echo "  espeak-ng the spoken guidance"
  echo "  ffmpeg    sound conversion of the voice engine"
  echo "To have them on Debian or Ubuntu: sudo apt-get install ${missing[*]}"
} >&2
exit 0
