"""Follows feeds with entries, without fetching any."""

from briefing.library.feed_service import new_entry


def follow(library, feed, *entries):
    """The feed as the library has it."""
    library._store.feeds.follow(feed, [new_entry(entry) for entry in entries])
    return next(each for each in library.feeds.all() if each.address == feed.address)
