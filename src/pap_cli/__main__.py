"""`python -m pap_cli` is the same as the installed command `pap`."""

import sys
from pathlib import Path

# Python puts the working directory first on the path here: a stranger's workspace with a yaml.py in it must not be
# asked for our libraries.  It stays where `pap` itself is run from its own folder.
if sys.path and Path(sys.path[0] or ".").resolve() not in Path(__file__).resolve().parents:
    del sys.path[0]

from pap_cli.start import main

if __name__ == "__main__":
    main()
