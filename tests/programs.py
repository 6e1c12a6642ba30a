"""Marks for tests that need a program outside Python: `.ci/run` installs them all, elsewhere such tests are skipped."""

from __future__ import annotations

import shutil

import pytest

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui"
)
needs_antiword = pytest.mark.skipif(
    shutil.which("antiword") is None, reason="antiword is not installed: apt-get install antiword"
)
