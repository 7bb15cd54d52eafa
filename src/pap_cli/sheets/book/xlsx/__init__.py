"""Reading .xlsx: the parts of the package that hold what a person sees."""
