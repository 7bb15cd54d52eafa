"""Changes to the files of a workspace by command: one fact, the lines that it needs, and no others."""
