#!/bin/bash
# Brings the browser code of others into the pages, exactly as central/web/vendor/package-lock.json pins it:
#     tools/vendor_web.sh
# installs into a temporary folder, then copies the files the pages load, and their licences.
set -euo pipefail
web=$(cd -- "$(dirname -- "$0")/../central/web" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$web/vendor/package.json" "$web/vendor/package-lock.json" "$work/"
npm ci --prefix "$work" --ignore-scripts --no-audit --no-fund
mkdir -p "$web/static/vendor"
cp "$work/node_modules/htmx.org/dist/htmx.min.js" "$web/static/vendor/htmx.min.js"
cp "$work/node_modules/htmx.org/LICENSE" "$web/static/vendor/htmx.LICENSE"
