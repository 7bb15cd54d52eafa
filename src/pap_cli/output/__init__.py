"""Where output goes: stdout, a pager, a file, a folder or a local web server."""
