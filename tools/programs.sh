#!/usr/bin/env bash
# Installs the programs that some tests need and Python packages do not bring: Tesseract with Vietnamese, LibreOffice, antiword,
# Chromium, fonts; starts PostgreSQL where it stands still and makes the role of the tests. Needs Debian and root.
set -euo pipefail

packages=(
  tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd libreoffice-writer-nogui antiword chromium
  fonts-liberation2 fonts-dejavu-core poppler-utils postgresql
)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if ((${#missing[@]})); then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
fi

if ! pg_isready -q -h 127.0.0.1; then
  pg_ctlcluster --skip-systemctl-redirect "$(ls /etc/postgresql | sort -V | tail -n 1)" main start
fi
psql_as_owner() { runuser -u postgres -- psql -qAtc "$1"; }
if [ -z "$(psql_as_owner "SELECT 1 FROM pg_roles WHERE rolname = 'kehoach'")" ]; then
  psql_as_owner "CREATE ROLE kehoach LOGIN CREATEDB PASSWORD 'kehoach'"
fi
