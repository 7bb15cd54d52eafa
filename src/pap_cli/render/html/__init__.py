"""Render a document as HTML."""
