"""Render a document for paper, as Word or PDF."""
