"""How a person sees the value of a cell: number formats of spreadsheets."""
