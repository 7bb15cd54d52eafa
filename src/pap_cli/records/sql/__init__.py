"""The SQL of definitions: what it may say, the query it becomes, and the dialects of databases."""
