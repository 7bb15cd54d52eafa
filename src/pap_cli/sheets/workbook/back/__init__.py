"""A workbook of ours that comes back: known by its mark, read exactly, compared with the plan or made into one."""
