"""The only reader of disk and YAML: files become a `Portfolio`, and everything wrong with them `Diagnostic`s."""
