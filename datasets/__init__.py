"""Articles in, Parquet out."""
