"""What a command works with: an open workspace, a date, and a way to show the result."""
