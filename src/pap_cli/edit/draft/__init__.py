"""An edit before it is written: the files changed in memory, read again, compared, and what that does to ratings."""
