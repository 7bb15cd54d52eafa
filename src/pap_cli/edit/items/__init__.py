"""The items that a command can change: found by ID, with what their rating depends on and what refers to them."""
