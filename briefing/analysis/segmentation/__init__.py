"""Finding the issues of a document: one step a file, joined in `split.py`."""
