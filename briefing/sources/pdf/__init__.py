"""PDF: text in reading order, with its headings, lists and paragraphs found again."""
