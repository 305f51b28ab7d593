"""Feeds and feed lists: RSS, Atom, JSON Feed and OPML."""
