"""Commands: one file, one command.  A file here with an `app` is a command by that alone, under the file's name."""
