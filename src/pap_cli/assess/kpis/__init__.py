"""KPIs at a date: figures, ratings, formulas, benchmarks and margins."""
