from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from briefing.errors import DamagedData
from briefing.model import (
    Analysis,
    Anchor,
    Bookmark,
    Briefing,
    Document,
    Entity,
    EntityKind,
    Mention,
    Note,
    Quote,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.model.serialization import (
    PackedBriefing,
    from_bytes,
    from_json,
    pack_briefing,
    pack_document,
    pack_value,
    sanitize_values,
    to_bytes,
    to_json,
    unpack_briefing,
    unpack_document,
    unpack_head,
    unpack_text,
    unpack_value,
)
from tests.model.test_packed_blocks import blocks

ANALYSIS = Analysis(
    (Section(SectionKind.ISSUE, "T", TitleSource.INFERRED, Span(0, 2), heading=Span(0, 1)),),
    (Entity("e1", EntityKind.PERSON, "A", mentions=(Mention(Span(0, 1), EntityKind.PERSON),)),),
    (Quote(Span(0, 1), speaker="e1"),),
)
TIME = datetime(2021, 12, 7, tzinfo=UTC)
ANCHOR = Anchor("e", "p", "s", Span(0, 1))
VALUES = [
    ANALYSIS,
    Analysis(),
    Bookmark("1", "sha", ANCHOR, "T", TIME),
    Note("1", "sha", ANCHOR, "T", TIME, body="two\nlines"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_values_come_back(value):
    assert from_json(type(value), to_json(value)) == value
    assert unpack_value(type(value), pack_value(value)) == value


@settings(deadline=None)
@given(blocks)
def test_briefings_come_back(given):
    document = Document("Text \ud800 of it", given, title="T", source="caf\udce9.txt")
    packed = from_bytes(PackedBriefing, to_bytes(pack_briefing(Briefing(document, ANALYSIS))))
    text = replace(document, text="Text ␦ of it")
    assert unpack_briefing(packed) == Briefing(text, ANALYSIS)
    assert unpack_head(packed.body) == replace(document, text="")


def test_defaults_take_no_room():
    assert to_json(Anchor("e", "p", "s", Span(3, 4))) == (
        '{"exact":"e","prefix":"p","suffix":"s","span":[3,4]}'
    )
    assert to_json(Analysis()) == "{}"


def test_a_surrogate_becomes_a_sign_in_json():
    assert from_json(str, to_json("a\ud800b")) == "a␦b"


def test_text_is_sanitized_when_it_is_read():
    evil = Section(SectionKind.ISSUE, "\x1b]0;x", TitleSource.INFERRED, Span(0, 1), reason="\x9b")
    person = Entity("e1", EntityKind.PERSON, "A", aliases=("\u202eB", "C"))
    found = unpack_value(Analysis, pack_value(Analysis((evil,), (person,))))
    assert (found.sections[0].title, found.sections[0].reason) == ("␛]0;x", "␦")
    assert found.entities[0].aliases == ("␦B", "C")
    document = Document("a\x1bb", title="\x07", notices=("\x1b",))
    again = unpack_document(*pack_document(document))
    assert (again.text, again.title, again.notices) == ("a␛b", "␇", ("␛",))
    assert sanitize_values({"\x1b": ["\x07"]}) == {"␛": ["␇"]}


def test_clean_values_are_the_same_object():
    assert sanitize_values(ANALYSIS) is ANALYSIS


GOOD = pack_briefing(Briefing(Document("text"), ANALYSIS))


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x93", to_bytes(["a", 1])])
def test_bytes_without_sense_are_refused(data):
    with pytest.raises(DamagedData):
        from_bytes(PackedBriefing, data)
    with pytest.raises(DamagedData):
        unpack_text(data)
    with pytest.raises(DamagedData):
        unpack_value(Analysis, data)


@pytest.mark.parametrize("json", ["", "{", '{"sections": 1}', '{"sections": [{}]}', "[" * 100_000])
def test_json_without_sense_is_refused(json):
    with pytest.raises(DamagedData):
        from_json(Analysis, json)


class Another(Struct, array_like=True):
    version: int
    head: dict[str, str]
    source: None
    blocks: bytes


def test_another_version_is_refused():
    with pytest.raises(DamagedData, match="version 2"):
        unpack_head(pack_value(Another(2, {"text": ""}, None, bytes(8))))


@settings(deadline=None)
@given(st.binary(max_size=20), st.integers(0, 200), st.sampled_from(["text", "body", "analysis"]))
def test_damage_is_refused_or_harmless(noise, at, part):
    data = getattr(GOOD, part)
    damaged = replace(GOOD, **{part: data[:at] + noise + data[at + len(noise) :]})
    with suppress(DamagedData):
        unpack_briefing(damaged)
