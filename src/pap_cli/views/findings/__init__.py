"""The page of `pap check`, and what it says about a change."""
