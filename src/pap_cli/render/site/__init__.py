"""The frame, styles and scripts of the website."""
