# The steps of .ci/run; sourced, never run alone.

failed=()
times=()

# step NAME COMMAND...: runs it, logs it, notes its time. A failed step does not stop the others: one run tells all.
step() {
  local name=$1 began=$SECONDS code=0
  shift
  printf '\n=== %s\n' "$name"
  set +e
  (set -e; "$@") 2>&1 | tee "$logs/$name.log"
  code=${PIPESTATUS[0]}
  set -e
  times+=("$(printf '%-16s %4d s  %s' "$name" $((SECONDS - began)) "$([ "$code" = 0 ] && echo ok || echo FAILED)")")
  [ "$code" = 0 ] && return 0
  failed+=("$name")
  case $name in
    system-packages | services | interpreters | tox) summary ;;
  esac
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# What Debian ships apart from its interpreter: a way to make environments, and the header that extensions are built with.
makes_environments() { python3 -c 'import ensurepip' 2>/dev/null; }

has_python_header() {
  python3 -c 'import os, sysconfig; open(os.path.join(sysconfig.get_path("include"), "Python.h"))' 2>/dev/null
}

install_system_packages() {
  local want=()
  makes_environments || want+=(python3-venv)
  has_python_header || want+=(python3-dev)
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || [ -n "${ADVOCACY_CHROMIUM:-}" ] || want+=(chromium)
  command -v msgfmt >/dev/null || want+=(gettext)
  command -v cc >/dev/null || want+=(build-essential)
  command -v pkg-config >/dev/null || want+=(pkg-config)
  pkg-config --exists mariadb 2>/dev/null || pkg-config --exists libmariadb 2>/dev/null || want+=(libmariadb-dev)
  command -v redis-server >/dev/null || want+=(redis-server)
  listens "$ADVOCACY_POSTGRES" || [ -d /usr/lib/postgresql ] || ! is_local "$ADVOCACY_POSTGRES" || want+=(postgresql)
  listens "$ADVOCACY_MARIADB" || command -v mariadbd >/dev/null || ! is_local "$ADVOCACY_MARIADB" || want+=(mariadb-server)
  if [ ${#want[@]} = 0 ]; then echo "all there"; return; fi
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends "${want[@]}"
}

host_and_port() { # of a database address, as "host port"
  sed -E 's#^[a-z]+://([^@/]*@)?([^:/]+)(:([0-9]+))?(/.*)?$#\2 \4#' <<<"$1"
}

is_local() { [[ $(host_and_port "$1") =~ ^(127\.0\.0\.1|localhost)\  ]]; }

listens() {
  local host port
  read -r host port <<<"$(host_and_port "$1")"
  timeout 3 bash -c "exec 3<>/dev/tcp/$host/$port" 2>/dev/null
}

# A server of this machine that does not answer is started, and let in whoever the address names.
start_services() {
  if ! listens "$ADVOCACY_POSTGRES" && is_local "$ADVOCACY_POSTGRES"; then
    as_root service postgresql start
    await "$ADVOCACY_POSTGRES"
    as_root sed -i '1i host all postgres 127.0.0.1/32 trust' "$(as_root su postgres -c "psql -Atc 'SHOW hba_file'")"
    as_root service postgresql reload
  fi
  if ! listens "$ADVOCACY_MARIADB" && is_local "$ADVOCACY_MARIADB"; then
    as_root service mariadb start
    await "$ADVOCACY_MARIADB"
    as_root mariadb -e "ALTER USER root@localhost IDENTIFIED VIA mysql_native_password USING PASSWORD('')"
  fi
  await "$ADVOCACY_POSTGRES"
  await "$ADVOCACY_MARIADB"
  echo "PostgreSQL and MariaDB answer"
}

await() {
  local left=30
  until listens "$1"; do
    left=$((left - 1))
    if [ $left = 0 ]; then echo "no answer at ${1##*@}" >&2; return 1; fi
    sleep 1
  done
}

# The newest 3.11, 3.12 and 3.13 of pyenv, behind the interpreter at hand.
use_pyenv() {
  command -v pyenv >/dev/null || return 0
  local version all=
  all=$(pyenv version-name 2>/dev/null || true)
  for minor in 3.11 3.12 3.13; do
    version=$(pyenv versions --bare | grep -E "^${minor//./\\.}\.[0-9]+$" | sort -V | tail -n 1 || true)
    [ -z "$version" ] || [[ :$all: == *:$version:* ]] || all=${all:+$all:}$version
  done
  [ -z "$all" ] || export PYENV_VERSION=$all
}

check_interpreters() {
  local missing=0
  for version in "$@"; do
    if ! "python$version" -c 'import sys; print(sys.version.split()[0], sys.executable)'; then
      echo "python$version is missing" >&2
      missing=1
    fi
  done
  return $missing
}

install_tox() {
  python3 -m venv "$work/tox"
  "$work/tox/bin/python" -m pip install --quiet --disable-pip-version-check tox tox-uv
  "$work/tox/bin/python" -m tox --version
}

tox_run() { # an environment, and options for its tests
  "$work/tox/bin/python" -m tox run --colored no -e "$@"
}

tox_smoke() {
  ADVOCACY_WORKERS=1 "$work/tox/bin/python" -m tox run-parallel --colored no --parallel 2 --parallel-no-spinner \
    --parallel-live -m smoke
}

# choose_share SECONDS-OF-CHECK: how many per cent of what `check` ran, or browsers show on other screens, there is time for.
# On two quiet cores the cells that follow take up to 1.9 times as long as `check` whatever their share (environments,
# tables, journeys), and 6.1 times for all of the rest;
# nearly all of it is all.
choose_share() {
  export ADVOCACY_DRAW
  ADVOCACY_DRAW=$(git rev-parse --short HEAD 2>/dev/null || date +%F)
  if [ -z "$ADVOCACY_SHARE" ]; then
    local left=$((ADVOCACY_MINUTES * 60 - SECONDS - 19 * $1 / 10))
    ADVOCACY_SHARE=$((left * 1000 / (61 * $1 + 1)))
    [ "$ADVOCACY_SHARE" -ge 5 ] || ADVOCACY_SHARE=5
    [ "$ADVOCACY_SHARE" -lt 90 ] || ADVOCACY_SHARE=100
  fi
  printf '\n=== share: %s %% of what runs elsewhere too (draw %s); coverage is judged where it is 100\n' \
    "$ADVOCACY_SHARE" "$ADVOCACY_DRAW"
}

# What failed because a database server went away in the middle is run again on a new one; the server's last words are told.
on_database() {
  start_services
  tox_run "$1" && return 0
  if listens "$ADVOCACY_POSTGRES" && listens "$ADVOCACY_MARIADB"; then return 1; fi
  printf '\na database server went away:\n'
  as_root sh -c 'tail -n 80 /var/log/mysql/error.log /var/log/postgresql/*.log' || true
  start_services
  tox_run "$1" -- --last-failed
}

# Times, pytest's own closing line of every cell, what failed in it, and the verdict.
summary() {
  printf '\n=== times (%d cores)\n' "$(nproc)"
  printf '%s\n' "${times[@]}" "$(printf '%-16s %4d s' all "$SECONDS")"
  printf '\n=== tests\n'
  for log in $(ls -tr "$logs"/*.log); do
    grep -aoE '=+ ([0-9]+ [a-z]+,? ?)+ in [0-9.]+s( \([0-9:]+\))? =+' "$log" | sed "s#^#$(basename "$log" .log): #" || true
    grep -aE '^(FAILED|ERROR) ' "$log" | cut -c 1-300 | sort -u | head -n 25 || true
  done
  if [ ${#failed[@]} -gt 0 ]; then
    printf '\nFAILED: %s\n' "${failed[*]}"
    exit 1
  fi
  printf '\nall steps passed\n'
  grep -ahoE '=+ ([0-9]+ [a-z]+,? ?)+ in [0-9.]+s( \([0-9:]+\))? =+' "$logs/check.log" 2>/dev/null | head -n 1 || true
  exit 0
}
