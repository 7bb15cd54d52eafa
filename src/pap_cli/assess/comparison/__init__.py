"""Comparing figures that rest on counts: intervals, funnels, quantiles, recent trends.

Pure functions of counts, without KPIs or files.  They compute what the R package PHEindicatormethods 2.1.0 computes
(the methods of Fingertips, the public health profiles of England), written from a description of the methods:

- `intervals.proportion(x, n, multiplier=, confidence=)`: Wilson's interval of a share
- `intervals.rate(x, n, multiplier=, confidence=)`: Byar's interval of a rate, the exact one below 10 events
- `funnels.funnel(statistic, x, n, multiplier=, rate_type=, years=, ratio_type=)`: limits and significance per area
- `quantiles.quantiles(values, nquantiles, invert=)`: the quantile of each value
- `recent.trend_of_shares(counts)` and `recent.trend_of_rates(counts)`: the recent trend of five years

What they cannot compute raises a `ValueError` that says why.
"""
