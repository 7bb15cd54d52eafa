"""Tests of what columns are taken for."""
