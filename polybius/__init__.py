"""Polybius: news text in, typed CAMEO event records out."""
