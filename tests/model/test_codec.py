import json
from datetime import UTC, datetime

import pytest

from briefing.model import (
    Analysis,
    Anchor,
    Block,
    BlockKind,
    Bookmark,
    Document,
    Entity,
    EntityKind,
    Mark,
    MarkKind,
    Mention,
    Quote,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.model.codec import dump, load

BLOCK = Block(
    BlockKind.TABLE,
    Span(0, 9),
    marks=(Mark(MarkKind.LINK, Span(1, 3), "http://a.example/"),),
    rows=((Span(0, 1), Span(2, 3)),),
)
VALUES = [
    Document("A\ud800b", (BLOCK,), title="T", notices=("n",)),
    Document("", ()),
    Analysis(
        (Section(SectionKind.ISSUE, "T", TitleSource.INFERRED, Span(0, 2), heading=Span(0, 1)),),
        (Entity("e1", EntityKind.PERSON, "A", mentions=(Mention(Span(0, 1), EntityKind.PERSON),)),),
        (Quote(Span(0, 1), speaker="e1"),),
    ),
    Analysis(),
    Bookmark("1", "sha", Anchor("e", "p", "s", Span(0, 1)), "T", datetime(2021, 12, 7, tzinfo=UTC)),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_what_is_dumped_is_loaded(value):
    assert load(type(value), json.loads(json.dumps(dump(value)))) == value


def test_what_another_version_wrote_is_read():
    assert load(Document, {"text": "a", "mood": "later"}) == Document("a")


def test_defaults_take_no_room():
    assert dump(Document("a")) == {"text": "a"}


def test_a_stranger_is_refused():
    with pytest.raises(TypeError):
        dump(object())
