"""What the items of a tracker amount to as entries of a plan: their IDs, keys and texts."""
