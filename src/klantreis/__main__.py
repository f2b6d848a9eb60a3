"""``python -m klantreis``: the same as the command ``klantreis``."""

import sys

from klantreis.cli import main

sys.exit(main())
