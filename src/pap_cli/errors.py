"""Errors that the user can correct, such as a missing folder or an unknown ID."""


class PapError(Exception):
    """An error of the user, shown as one message; exit code 2.

    Bad data in a file is a `Diagnostic` instead, and the run goes on.
    """

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help
