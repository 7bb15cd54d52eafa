"""Tests of what is sent to people and comes back from them."""
