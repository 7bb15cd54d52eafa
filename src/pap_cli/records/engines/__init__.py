"""What runs queries: DuckDB with the files of sources, or a council's own database."""
