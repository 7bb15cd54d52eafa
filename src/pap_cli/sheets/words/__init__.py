"""Reading what people write in the cells of a tracker: dates, states, ratings, owners, notes, shares."""
