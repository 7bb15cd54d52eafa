"""`python -m pap_cli` is the same as the installed command `pap`."""

from pap_cli.cli import main

if __name__ == "__main__":
    main()
