"""Read single values: IDs, flags and choices, numbers, targets."""
