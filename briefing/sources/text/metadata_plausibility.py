"""Metadata that a program wrote into a file without being asked is not taken for the truth."""

from briefing.sources.html.fragments import normal

_OPENING = 4000


def title(found: str | None, text: str) -> str | None:
    """`found` when its words stand at the head of `text`; files keep the titles of their templates."""
    known = normal(found or "")
    return found if len(known) > 3 and known in normal(text[:_OPENING]) else None


def person(found: str | None, text: str) -> str | None:
    """`found` when it stands at the head of `text` or is a name of two words at least, no program or account."""
    words = (found or "").split()
    named = 2 <= len(words) <= 5 and all(word[0].isupper() and word[-1] != ")" for word in words)
    return found if words and (named or normal(found or "") in normal(text[:_OPENING])) else None
