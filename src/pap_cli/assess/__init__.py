"""What a portfolio amounts to at a date: pure functions of (portfolio, as_of, policy).

Facts dated after `as_of` do not exist here, so that any past report can be made again.
"""
