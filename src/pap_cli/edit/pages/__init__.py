"""What the commands that change files print: lines of effect, differences, and the same as data."""
