"""Small numbers: which figures would show few people, which others would give those away, and what is published."""
