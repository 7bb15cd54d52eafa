"""What changed between two days: in the terms of a report, and as one list."""
