# What script/server and script/test share. Sourced, never run.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
umask 022
export PATH="$PATH:/usr/sbin:/sbin" PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1
VENV=.venv
LOG=${BIRIKME_DATA:-var}/log/install.log

say() { printf '· %s\n' "$*"; }

stop() {
  printf '\nStopped: %s\n' "$*" >&2
  exit 1
}

# The oldest Python we know to work is 3.11; a shim that only complains is not a Python.
find_python() {
  local name
  for name in python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
      PYTHON=$(command -v "$name")
      return
    fi
  done
  stop "Python 3.11 or newer is needed, and $(python3 --version 2>/dev/null || echo 'no Python') was found. Debian 12 and Ubuntu 24.04 bring it."
}

need_room() {
  local data=${BIRIKME_DATA:-var} free
  (umask 077 && mkdir -p "$data/log") 2>/dev/null && [ -w . ] && [ -w "$data" ] ||
    stop "no permission to write in $PWD and its data folder $data. Start it as the owner of this folder."
  free=$(df -Pk "$data" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$1" ] ||
    stop "the disk is nearly full: $((free / 1024)) MB are free in $data, $(($1 / 1024)) MB are needed."
  : >>"$LOG" || stop "the disk refuses to write $LOG."
}

has_kyrgyz_serif() {
  local found
  found=$(fc-list ':lang=ky' family 2>/dev/null) || return 1
  [[ $found == *"Liberation Serif"* ]]
}

# Prints the packages that running needs and this machine lacks.
missing_for_running() {
  local libraries version
  if ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$PYTHON" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    if [ "$(python3 -c 'import sys; print("python%d.%d" % sys.version_info[:2])')" = "$version" ]; then
      version=python3
    fi
    echo "$version-venv"
  fi
  libraries=$(ldconfig -p 2>/dev/null)
  [[ $libraries == *libpangoft2-1.0.so.0* ]] || echo libpangoft2-1.0-0
  [[ $libraries == *libharfbuzz-subset.so.0* ]] || echo libharfbuzz-subset0
  command -v fc-list >/dev/null || echo fontconfig
  has_kyrgyz_serif || echo fonts-liberation-with-kyrgyz
  [ -n "$(fc-list 'DejaVu Sans' family 2>/dev/null)" ] || echo fonts-dejavu-core
}

missing_for_tests() {
  command -v pdftotext >/dev/null || echo poppler-utils
  command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null ||
    echo chromium-without-window
  command -v age >/dev/null || echo age
  command -v xgettext >/dev/null || echo gettext
  [ -n "$(postgres_folder)" ] || echo postgresql
}

postgres_folder() {
  printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | sed -n '/\*/d; s|/initdb$||p' | tail -n 1
}

# Debian 12 keeps the Kyrgyz letters in fonts-liberation2; newer systems in fonts-liberation.
# The browser without a window has less to do in tests; not every system has it in a package.
name_packages() {
  local name
  for name in "$@"; do
    case $name in
      fonts-liberation-with-kyrgyz) first_known fonts-liberation2 fonts-liberation ;;
      chromium-without-window) first_known chromium-headless-shell chromium ;;
      *) echo "$name" ;;
    esac
  done
}

first_known() {
  local name
  for name in "$@"; do
    if apt-cache show "$name" >/dev/null 2>&1; then
      echo "$name"
      return
    fi
  done
  echo "$1"
}

install_packages() {
  [ $# -gt 0 ] || return 0
  command -v apt-get >/dev/null ||
    stop "these are missing: $*. They are installed by themselves on Debian and Ubuntu only."
  local admin=() names
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      admin=(sudo)
    else
      mapfile -t names < <(name_packages "$@")
      stop "some packages of the system are missing. Run this once as the administrator: apt-get update && apt-get install -y --no-install-recommends ${names[*]}"
    fi
  fi
  say "Installing from the system's packages: ${*/%-with*/}"
  "${admin[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update >>"$LOG" 2>&1 || true
  mapfile -t names < <(name_packages "$@")
  "${admin[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
    install "${names[@]}" >>"$LOG" 2>&1 ||
    stop "the system's packages could not be installed (${names[*]}). Is there a network? The details are in $LOG."
}

need_fonts() {
  has_kyrgyz_serif ||
    stop "no Liberation Serif with the letters Ң Ө Ү was found, so papers would be misprinted. Install the package fonts-liberation2 (or fonts-liberation 2.x)."
}

lock_digest() {
  { "$VENV/bin/python" -VV && cat "$1"; } | sha256sum | cut -c1-64
}

is_installed() {
  [ -x "$VENV/bin/python" ] && "$VENV/bin/python" -c '' 2>/dev/null &&
    [ "$(cat "$VENV/$1.digest" 2>/dev/null)" = "$(lock_digest "requirements/$1.txt")" ]
}

make_environment() {
  "$VENV/bin/python" -c 'import pip' 2>/dev/null && return
  "$VENV/bin/python" -m ensurepip -q >>"$LOG" 2>&1 && return
  "$PYTHON" -m venv --clear "$VENV" >>"$LOG" 2>&1 ||
    stop "no Python environment could be made in $VENV. The details are in $LOG."
}

# uv itself comes out of the lock, with its hashes, beside the environment it fills.
get_uv() {
  UV=$VENV/tools/bin/uv
  [ -x "$UV" ] && return
  sed -n '/^uv==/,/[^\\]$/p' requirements/dev.txt >"$VENV/uv.txt"
  "$VENV/bin/python" -m pip install -q --target "$VENV/tools" --no-deps --require-hashes \
    -r "$VENV/uv.txt" >>"$LOG" 2>&1
}

# install_python run        what running needs
# install_python run dev    and what tests need; script/server then finds its part in place
install_python() {
  local name files=() wanted=()
  for name in "$@"; do
    files+=("requirements/$name.txt")
    is_installed "$name" || wanted+=("$name")
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  need_room 1000000
  say "Installing Python packages, each checked against its hash: ${files[*]}"
  make_environment
  rm -f "$VENV"/*.digest
  if get_uv; then
    VIRTUAL_ENV=$PWD/$VENV "$UV" pip sync -q --require-hashes "${files[@]}" >>"$LOG" 2>&1 ||
      stop_of_packages
  else
    "$VENV/bin/python" -m pip install -q --require-hashes "${files[@]/#/-r}" >>"$LOG" 2>&1 ||
      stop_of_packages
  fi
  for name in "$@"; do
    lock_digest "requirements/$name.txt" >"$VENV/$name.digest"
  done
}

stop_of_packages() {
  if [ "$(df -Pk . | awk 'NR == 2 { print $4 }')" -lt 20000 ]; then
    stop "the disk is full."
  fi
  stop "the Python packages could not be installed. Is there a network? The details are in $LOG."
}
