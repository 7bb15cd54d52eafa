"""The operator's fault: a folder that is not there, an option that cannot be, an id nobody wrote."""


class PapError(Exception):
    """Something the person at the keyboard can put right; shown as one message, exit code 2.

    Bad data in a file is not this: it is a `Diagnostic`, and the run goes on.
    """

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help
