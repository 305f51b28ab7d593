from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analysis.entities.mention_steps import refine_mentions
from briefing.analysis.entities.resolve_entities import resolve_mentions
from briefing.analysis.quotes.attribute_quotes import attribute_quotes
from briefing.model import Document, EntityKind, Mention, Span

WORDS = st.sampled_from(
    (
        *("Ann", "Moss", "A.", "said", "“", "”", '"', "'", "’s", "(", ")", "\n", "\n\n", ".", ","),
        *("the", "he", "U.S.", "WTB", "told", "according to", "Mr.", "President", "Acme", "Inc."),
        *("-", "that", "Officials"),
    )
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=40).map(" ".join))
PLACES = st.lists(
    st.tuples(
        st.integers(0, 200), st.integers(1, 12), st.sampled_from(EntityKind), st.floats(0, 1)
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(text=TEXTS, places=PLACES)
def test_whatever_is_found_lies_in_the_text_and_in_order(
    text: str, places: list[tuple[int, int, EntityKind, float]]
) -> None:
    found, end = [], 0
    for start, length, kind, score in sorted(places, key=lambda place: place[:2]):
        if start >= end and start + length <= len(text):
            found.append(Mention(Span(start, start + length), kind, score))
            end = start + length
    mended = refine_mentions(text, tuple(found))
    entities = resolve_mentions(Document(text=text), (), mended)
    kept = [mention for entity in entities for mention in entity.mentions]
    assert set(kept) <= set(mended)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in mended)
    assert all(
        e.name and list(e.mentions) == sorted(e.mentions, key=lambda m: m.span) for e in entities
    )
    quotes = attribute_quotes(Document(text=text), (), entities)
    assert list(quotes) == sorted(quotes, key=lambda quote: quote.span)
    ids = {entity.id for entity in entities}
    for quote in quotes:
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        assert quote.speaker is None or quote.speaker in ids
        assert quote.speaker_span is None or quote.speaker_span.of(text).strip()
