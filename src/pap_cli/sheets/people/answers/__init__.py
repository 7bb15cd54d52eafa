"""Answers that come back from people: read, compared with the plan, and shown."""
