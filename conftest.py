"""For all tests: circles of objects are looked for as rarely as in the commands, trees have none."""

import gc

from proofs.cli import CIRCLES

gc.set_threshold(*CIRCLES)
