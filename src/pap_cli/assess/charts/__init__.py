"""Control charts and trends: limits, signals and direction of travel."""
