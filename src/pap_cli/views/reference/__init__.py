"""Pages about pap itself: its rules and the settings in force."""
