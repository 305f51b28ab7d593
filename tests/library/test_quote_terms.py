"""Words between marks that nobody said."""

import pytest

from briefing.cli.plain_output import briefing_lines
from briefing.library.exchange.export_bundle import quotes_of
from briefing.model import Analysis, Briefing, Document, Quote, QuoteKind, Span


@pytest.mark.parametrize(
    ("text", "told", "term"),
    [
        ("“wet”", {}, True),
        ("“Rain and hail.”", {}, True),
        ("“It rains on and on”", {}, False),
        ("“Rain!”", {}, False),
        ("“wet”", {"speaker": "e1"}, False),
        ("“wet”", {"speaker_span": Span(0, 1)}, False),
        ("it rains", {"kind": QuoteKind.REPORTED}, False),
    ],
)
def test_few_words_that_nobody_said_are_a_term(text, told, term):
    assert Quote(Span(0, len(text)), **told).is_term(text) is term


def test_terms_stand_in_no_list_of_quotations():
    text = "It is “wet” and “so it stays for long.”"
    quotes = tuple(
        Quote(Span(text.index(words), text.index("”", text.index(words)) + 1))
        for words in ("“wet", "“so")
    )
    briefing = Briefing(Document(text=text), Analysis((), quotes=quotes))
    listed = [line for line, _ in briefing_lines(briefing) if "(direct)" in line]
    assert listed == ["Unknown (direct): “so it stays for long.”"]
    assert [quote.anchor.exact for quote in quotes_of(briefing)] == ["“so it stays for long.”"]
