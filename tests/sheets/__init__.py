"""Tests of spreadsheets and calendars."""
