"""Commands, one file each: the file name is the command name and its `app` the Typer app."""
