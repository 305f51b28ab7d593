"""Web pages: HTML to the article's markdown, and what stood round it."""
