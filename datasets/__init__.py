"""Articles in, Parquet out."""

from .articles import read_article

__all__ = ["read_article"]
