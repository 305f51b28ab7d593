"""Titles for sections that have none: noun phrases of their own, ranked by a learned scorer."""
