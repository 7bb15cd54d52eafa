"""What was understood of a tracker, put into the workspace: a new plan, or the changes to one as dated facts."""
