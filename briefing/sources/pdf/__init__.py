"""Converts PDF to text in reading order, with headings, lists, tables and paragraphs."""
