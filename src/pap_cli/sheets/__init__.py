"""Spreadsheets and calendars: a tracker in, workbooks out to people and back, dates into calendars."""
