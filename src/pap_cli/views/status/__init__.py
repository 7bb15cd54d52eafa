"""The page of `pap status`."""
