"""Options of commands: shared options, filters, completion, and how a function becomes a command."""
