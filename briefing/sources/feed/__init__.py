"""Feeds (RSS, Atom, JSON Feed) and lists of them (OPML)."""
