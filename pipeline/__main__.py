"""`python -m pipeline` is `kehoach`."""

import sys

from pipeline.cli import main

sys.exit(main())
