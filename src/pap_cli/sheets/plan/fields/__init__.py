"""What one row says of its item: dates, states, ratings, owners, notes."""
