"""Tests of changes to the files."""
