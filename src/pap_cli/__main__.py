"""`python -m pap_cli` is the same as the installed command `pap`."""

import os
import sys

# Python puts the working directory first on the path here.  Remove it, because a workspace from elsewhere could contain
# a yaml.py; keep it if it is the folder that contains this package, as in a checkout.
if not sys.flags.safe_path and sys.path:
    package = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120 - pathlib could come from that directory
    if os.path.realpath(sys.path[0] or ".") != os.path.dirname(package):  # noqa: PTH120
        del sys.path[0]

from pap_cli.start import main

if __name__ == "__main__":
    main()
