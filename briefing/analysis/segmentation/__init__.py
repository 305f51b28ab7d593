"""Splits documents into sections, one step per module, combined in `segment.py`."""
