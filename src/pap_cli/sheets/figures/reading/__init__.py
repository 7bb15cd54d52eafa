"""What single cells of a book of figures say: periods, figures, targets, headings."""
