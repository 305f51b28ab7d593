"""Metadata that a program wrote into a file without being asked is not taken for the truth."""

from briefing.sources.html.fragments import normalize_space

_OPENING = 4000


def plausible_title(found: str | None, text: str) -> str | None:
    """`found` when its words stand at the head of `text`; files keep the titles of their templates."""
    known = normalize_space(found or "")
    return found if len(known) > 3 and known in normalize_space(text[:_OPENING]) else None


def plausible_person(found: str | None, text: str) -> str | None:
    """`found` when it stands at the head of `text` or is a name of two words at least, no program or account."""
    words = (found or "").split()
    named = 2 <= len(words) <= 5 and all(word[0].isupper() and word[-1] != ")" for word in words)
    return (
        found
        if words and (named or normalize_space(found or "") in normalize_space(text[:_OPENING]))
        else None
    )
