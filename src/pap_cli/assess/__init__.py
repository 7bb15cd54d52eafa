"""Assess a portfolio at a date: pure functions of (portfolio, as_of, policy).

Facts dated after `as_of` do not count, so any past report can be reproduced.
"""
