from briefing.analysis.spoken_turns import add_speakers, add_turns
from briefing.model import Entity, EntityKind, Mention, Quote, QuoteKind, Span
from briefing.sources.build_document import build_text

TEXT = """\
00:03 Ada Lind: The first item is the lamp. "It is out", they say.
00:20 Tom Reed: I told the mayor of Ravna.
00:31 Ada Lind: Which one?
00:40 Tom Reed: The new one. Ask Ada Lind.
"""


def test_speakers_are_people_and_turns_their_words():
    document = build_text(TEXT.encode(), "-", "text")
    text = document.text
    assert [turn.speaker.of(text) for turn in document.turns] == ["Ada Lind", "Tom Reed"] * 2
    assert document.turns[1].words.of(text) == "I told the mayor of Ravna."
    wrong = Mention(document.turns[0].speaker, EntityKind.PLACE)
    last = text.rindex("Ada Lind")
    again = Mention(Span(last, last + 8), EntityKind.PLACE)
    mentions = add_speakers(document, (wrong, again))
    assert len(mentions) == 5
    assert {mention.kind for mention in mentions} == {EntityKind.PERSON}
    ada = Entity("e1", EntityKind.PERSON, "Ada Lind", mentions=(mentions[0], mentions[2]))
    start = text.index('"It')
    inside = Quote(Span(start, start + 11), kind=QuoteKind.DIRECT)
    quotes = add_turns(document, (ada,), (inside,))
    assert [quote.span.of(text) for quote in quotes] == [
        'The first item is the lamp. "It is out", they say.',
        "Which one?",
    ]
    assert {quote.speaker for quote in quotes} == {"e1"}
