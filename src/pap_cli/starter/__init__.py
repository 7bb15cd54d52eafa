"""The workspaces that `pap init` writes: plain files, copied as they are."""
