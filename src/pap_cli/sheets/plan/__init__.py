"""Understanding a plan tracker: its rows as recommendations, actions and milestones."""
