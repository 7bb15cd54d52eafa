"""The context of a command: it opens the workspace, assesses it and shows the result."""
