#!/bin/sh
# Installs fasthook for the current user: picks the archive for this system, verifies its SHA-256 sum, puts the
# executable into a folder on PATH. Nothing is run as another user, and nothing else is changed.
#
#   sh install.sh [--version V] [--to FOLDER] [--from URL]
#
#   --version V   a released version, such as 0.1.0 (the latest)
#   --to FOLDER   where the executable goes (the first of ~/.local/bin and ~/bin that is on PATH, else ~/.local/bin)
#   --from URL    a folder with the release's files (the project's releases)
set -eu

# The release job writes the repository here that it runs in.
REPOSITORY=fasthook/fasthook
FROM_SOURCE='build it from source: npx -y deno@2.9.6 task build'

main() {
  version='' folder='' from=''
  while [ $# -gt 0 ]; do
    case $1 in
      --version) version=$(value "$@") ;;
      --to) folder=$(value "$@") ;;
      --from) from=$(value "$@") ;;
      -h | --help) usage && exit 0 ;;
      *) fail "Cannot install: there is no option \"$1\"" 'sh install.sh --help' ;;
    esac
    shift 2
  done
  target=$(target)
  [ -n "$from" ] || from=$(releases "$version")
  [ -n "$folder" ] || folder=$(folder_on_path)

  [ ! -d "$folder/fasthook" ] || fail "Cannot install: $folder/fasthook is a folder" 'sh install.sh --to FOLDER'

  work='' fresh='' started=''
  trap clean_up EXIT
  trap 'exit 1' HUP INT TERM
  work=$(mktemp -d "${TMPDIR:-/tmp}/fasthook-install.XXXXXX") ||
    fail "Cannot install: no temporary folder can be made in ${TMPDIR:-/tmp}" 'set TMPDIR to a folder that can be written'

  archive=fasthook-$target.tar.gz
  say "downloading $archive"
  download "$from/$archive" "$work/$archive"
  download "$from/SHA256SUMS" "$work/SHA256SUMS"
  verify "$archive"
  unpack "$archive"
  place
}

clean_up() {
  [ -z "$started" ] || kill "$started" 2>/dev/null || :
  [ -z "$fresh" ] || rm -f "$fresh"
  [ -z "$work" ] || rm -rf "$work"
}

usage() {
  cat <<'END'
Usage: sh install.sh [--version V] [--to FOLDER] [--from URL]

  --version V   a released version, such as 0.1.0 (the latest)
  --to FOLDER   where the executable goes (the first of ~/.local/bin and ~/bin that is on PATH, else ~/.local/bin)
  --from URL    a folder with the release's files (the project's releases)
END
}

value() {
  [ -n "${2:-}" ] || fail "Cannot install: $1 wants a value" 'sh install.sh --help'
  say "$2"
}

say() { printf '%s\n' "$1"; }

fail() {
  printf 'fasthook: %s\n' "$1" >&2
  [ -z "${2:-}" ] || printf '  fix: %s\n' "$2" >&2
  exit 1
}

# The first line that the last command complained with.
reason() {
  while read -r line || [ -n "$line" ]; do
    if [ -n "$line" ]; then say "$line" && return; fi
  done <"$work/error"
}

has() { command -v "$1" >/dev/null 2>&1; }

target() {
  system=$(uname -s) machine=$(uname -m)
  case $system in
    Linux) system=unknown-linux-gnu ;;
    Darwin) system=apple-darwin ;;
    MINGW* | MSYS* | CYGWIN*) fail 'Cannot install: this script is not for Windows' 'use install.ps1 in PowerShell' ;;
    *) fail "Cannot install: there is no executable for $system" "$FROM_SOURCE" ;;
  esac
  case $machine in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "Cannot install: there is no executable for $machine" "$FROM_SOURCE" ;;
  esac
  # A shell that runs translated says x86_64 on an ARM Mac.
  if [ "$system" = apple-darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null)" = 1 ]; then machine=aarch64; fi
  say "$machine-$system"
}

releases() {
  base=https://github.com/$REPOSITORY/releases
  if [ -n "$1" ]; then say "$base/download/v${1#v}"; else say "$base/latest/download"; fi
}

folder_on_path() {
  [ -n "${HOME:-}" ] || fail 'Cannot install: HOME is not set' 'sh install.sh --to FOLDER'
  for candidate in "$HOME/.local/bin" "$HOME/bin"; do
    if on_path "$candidate"; then say "$candidate" && return; fi
  done
  say "$HOME/.local/bin"
}

on_path() {
  case :${PATH:-}: in
    *:"$1":* | *:"$1/":*) return 0 ;;
    *) return 1 ;;
  esac
}

# A server that sends nothing for half a minute is given up.
download() {
  if has curl; then
    # Only https may follow https.
    case $1 in https:*) only='--proto =https' ;; *) only='' ;; esac
    # shellcheck disable=SC2086 # two words, or none
    curl --fail --silent --show-error --location $only --connect-timeout 30 --speed-limit 1 --speed-time 30 \
      --output "$2" "$1" 2>"$work/error" && return
  elif has wget; then
    wget -q -T 30 -O "$2" "$1" 2>"$work/error" && return
  else
    fail 'Cannot download: neither curl nor wget is here' 'install one of them'
  fi
  fail "Cannot download $1: $(reason)" 'look at the address and the network; nothing was installed'
}

verify() {
  expected=$(listed "$1")
  [ -n "$expected" ] || fail "Cannot verify $1: SHA256SUMS does not name it" 'nothing was installed'
  actual=$(sum "$work/$1")
  [ "$actual" = "$expected" ] ||
    fail "Cannot verify $1: wanted SHA-256 $expected, got $actual" 'nothing was installed; download it again'
}

listed() {
  while read -r digest name; do
    if [ "${name#\*}" = "$1" ]; then printf '%s\n' "$digest"; fi
  done <"$work/SHA256SUMS"
}

sum() {
  if has sha256sum; then
    digest=$(sha256sum <"$1")
  elif has shasum; then
    digest=$(shasum -a 256 <"$1")
  elif has openssl; then
    digest=$(openssl dgst -sha256 -r <"$1")
  else
    fail 'Cannot verify the download: sha256sum, shasum and openssl are missing' 'install one of them; nothing was installed'
  fi
  say "${digest%% *}"
}

unpack() {
  { has tar && has gzip; } || fail 'Cannot unpack: tar or gzip is missing' 'install both; nothing was installed'
  { gzip -dc "$work/$1" | (cd "$work" && tar -xf - fasthook); } 2>"$work/error" ||
    fail "Cannot unpack $1: $(reason)" 'nothing was installed; download it again'
}

# Tried where it will stay (/tmp may forbid programs), then renamed: a fasthook that runs now goes on undisturbed.
place() {
  sweep
  fresh=$folder/.fasthook-$$
  if ! { mkdir -p "$folder" && cp "$work/fasthook" "$fresh" && chmod 755 "$fresh"; } 2>"$work/error"; then
    fail "Cannot write to $folder: $(reason)" 'sh install.sh --to FOLDER'
  fi
  try || fail "Cannot run fasthook on this system: $(reason)" "$FROM_SOURCE"
  version=$(cat "$work/version")
  mv -f "$fresh" "$folder/fasthook"
  fresh=''
  say "installed $version as $folder/fasthook"
  found=$(command -v fasthook || :)
  if ! on_path "$folder"; then
    say "$folder is not on PATH. Add this line to your shell's start-up file:"
    say "  export PATH=\"$folder:\$PATH\""
  elif [ "$found" != "$folder/fasthook" ]; then
    say "PATH finds another fasthook first: $found"
  fi
}

# Removes what a run left that was killed.
sweep() {
  for left in "$folder"/.fasthook-*; do
    case ${left##*/.fasthook-} in
      *[!0-9]*) ;;
      *) kill -0 "${left##*-}" 2>/dev/null || rm -f "$left" ;;
    esac
  done
}

# In the background, because a signal to this shell waits for what runs in the foreground.
try() {
  set -- "$fresh" --version
  ! has timeout || set -- timeout 20 "$@"
  "$@" >"$work/version" 2>"$work/error" </dev/null &
  started=$!
  code=0
  wait "$started" || code=$?
  started=''
  [ "$code" != 124 ] || echo 'it did not end within 20 s' >"$work/error"
  return "$code"
}

# Called on the last line: a download of this script that broke off does nothing.
main "$@"
