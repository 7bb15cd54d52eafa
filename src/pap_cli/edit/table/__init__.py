"""The text of a CSV file with a row added or a cell filled, and every other cell kept."""
