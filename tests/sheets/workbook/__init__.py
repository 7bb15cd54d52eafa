"""Tests of workbooks of our own."""
