"""Tables in CSV: rows and cells with their offsets, and the figures of KPIs in them."""
