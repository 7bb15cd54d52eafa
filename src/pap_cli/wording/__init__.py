"""Words and cells that several pages share."""
