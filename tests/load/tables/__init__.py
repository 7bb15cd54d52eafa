"""Tests of reading tables in CSV."""
