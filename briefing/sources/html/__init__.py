"""Converts web pages to markdown, separating the article from boilerplate."""
