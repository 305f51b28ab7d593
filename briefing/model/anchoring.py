from briefing.model.annotations import Anchor
from briefing.model.span import Span

CONTEXT = 32
"""Code points stored before and after the quote."""


def make_anchor(text: str, span: Span) -> Anchor:
    before = text[max(0, span.start - CONTEXT) : span.start]
    return Anchor(span.of(text), before, text[span.end : span.end + CONTEXT], span)


def find_anchor(text: str, anchor: Anchor, before: str | None = None) -> Span | None:
    """None if the words are gone or two places fit equally well. Tries the exact position, then
    quote with context, then the most similar place. `before` is the version that the anchor was
    made in; it excludes places that match another of its passages better.
    """
    if before is None or before == text:
        if is_exact(text, anchor):
            return anchor.span
        before = None
    elif not has_words(before, anchor):
        before = None
    from briefing.model.anchor_search import search_anchor

    return search_anchor(text, anchor, before)


def is_exact(text: str, anchor: Anchor) -> bool:
    return (
        has_words(text, anchor)
        and text.endswith(anchor.prefix, 0, anchor.span.start)
        and text.startswith(anchor.suffix, anchor.span.end)
    )


def has_words(text: str, anchor: Anchor) -> bool:
    span = anchor.span
    return 0 <= span.start <= span.end <= len(text) and span.of(text) == anchor.exact
