"""`python -m oba`."""

import sys

from oba.cli import main

if __name__ == "__main__":
    sys.exit(main())
