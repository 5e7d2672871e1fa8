#!/bin/sh
# Packs dist/fasthook (or .exe) and the licence for one target into a release archive:
#   sh .github/install/pack.sh TARGET FOLDER
# Prints the archive's path. The same files give the same bytes.
set -eu
[ $# -eq 2 ] || { echo 'Usage: sh .github/install/pack.sh TARGET FOLDER' >&2 && exit 64; }
target=$1 folder=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $target in *windows*) program=fasthook.exe archive=fasthook-$target.zip ;; *) program=fasthook archive=fasthook-$target.tar.gz ;; esac
cp "${FASTHOOK:-$root/dist/$program}" "$work/$program"
cp "$root/LICENSE" "$work/LICENSE"
chmod 755 "$work/$program"
chmod 644 "$work/LICENSE"
cd "$work"
TZ=UTC touch -t 198001010000 "$program" LICENSE
case $archive in
  *.zip) TZ=UTC zip -q -X - "$program" LICENSE >"$folder/$archive" ;;
  *) tar --format=ustar --owner=0 --group=0 --numeric-owner -cf - "$program" LICENSE | gzip -9n >"$folder/$archive" ;;
esac
echo "$folder/$archive"
