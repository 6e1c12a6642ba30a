#!/usr/bin/env bash
# Makes .venv with the locked packages and this project; says what is missing where it cannot help itself.
# Called by make; run again only when requirements.lock or pyproject.toml changes.
set -euo pipefail
cd "$(dirname "$0")/.."

is_debian_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
apt_install() { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null; }

python=${PYTHON:-$(command -v python3.11 || command -v python3 || true)}
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv, or make PYTHON=/path/to/python3.11 ..." >&2
  exit 1
fi

version=$("$python" -c 'import sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}")')
if [ ! -x .venv/bin/python ]; then
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null && ! { is_debian_root && apt_install "python$version-venv"; }; then
    echo "Python cannot make virtual environments here: apt-get install python$version-venv" >&2
    exit 1
  fi
  "$python" -m venv .venv
fi

if ! .venv/bin/python -m pip install -q --only-binary :all: --require-hashes -r requirements.lock; then
  echo "The packages of requirements.lock could not be installed: they are wheels for Linux on x86-64 with Python 3.11," >&2
  echo "taken from the package index that pip is configured for." >&2
  exit 1
fi
.venv/bin/python -m pip install -q --no-deps --no-build-isolation -e .

if ! tesseract --list-langs 2>/dev/null | grep -qx vie; then
  if ! { is_debian_root && apt_install tesseract-ocr tesseract-ocr-vie; }; then
    echo "Note: Tesseract with Vietnamese is missing. Only scans need it: apt-get install tesseract-ocr tesseract-ocr-vie" >&2
  fi
fi
if ! command -v soffice >/dev/null; then
  echo "Note: LibreOffice is missing. Only .doc, .rtf and .odt need it: apt-get install libreoffice-writer-nogui" >&2
fi
touch .venv/.installed
