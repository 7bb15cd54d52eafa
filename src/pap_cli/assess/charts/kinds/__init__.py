"""The kinds of control chart other than XmR, and which one suits the figures of a KPI."""
