"""One reader per format; each gives DuckDB a relation with columns c1 … cn in the file's own order."""
