"""`python -m gradproof` is the command `gradproof`."""

import sys

from proofs.cli import main

sys.exit(main())
