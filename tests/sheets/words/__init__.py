"""Tests of reading the words in cells."""
