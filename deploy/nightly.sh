#!/bin/sh
# One backup, read back before it counts. Encrypted when recipients.txt (age) lies in the folder.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
[ -x "$python" ] || python=python
folder=${BIRIKME_BACKUPS:-/var/backups/birikme}
name=$folder/birikme-$(date +%Y%m%d-%H%M%S).tar
keep=${BIRIKME_BACKUPS_KEPT:-14}

"$python" manage.py backup "$name" --keep "$keep"
"$python" manage.py verify_backup "$name"
if [ -f "$folder/recipients.txt" ]; then
  age -R "$folder/recipients.txt" -o "$name.age" "$name"
  rm -f "$name"
fi
