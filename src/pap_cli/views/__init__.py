"""What is shown: one file, one view; frozen facts, `build(assessment, …)` and `document()`."""
