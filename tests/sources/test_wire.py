from dataclasses import replace

import pytest
from hypothesis import given, settings

from briefing.config import Config
from briefing.errors import WorkerError
from briefing.model import Document
from briefing.sources import formats
from briefing.sources.formats import Format
from briefing.sources.prose import parse
from briefing.sources.read import read_bytes
from briefing.sources.wire import pack, unpack
from tests.sources.test_nothing_lost import sources


@settings(deadline=None)
@given(sources)
def test_a_document_crosses_unchanged(source):
    text, blocks = parse(source, markdown=True)
    document = Document(text, blocks, title="T", source="x.md", format="markdown", notices=("N",))
    assert unpack(pack(document)) == document


def test_what_comes_from_a_worker_is_gated():
    document = Document(*parse("[a](b 'c')\n\n```d\ne\n```", markdown=True))
    data = pack(replace(document, title="T"))
    data["text"] = data["text"].replace("a", "\x1b")
    data["blocks"][0][-2][0] = ("link", 0, 1, "\x1b", "\u202e", "\x9b")
    data["blocks"][1][-3] = "\x07"
    crossed = unpack(data)
    assert crossed.text == "␛\n\ne"
    mark = crossed.blocks[0].marks[0]
    assert (mark.target, mark.title, mark.label) == ("␛", "␦", "␦")
    assert crossed.blocks[1].language == "␇"


@pytest.mark.parametrize("data", [None, {}, {"head": {"text": ""}, "text": 1, "blocks": []}, []])
def test_what_makes_no_sense_is_an_error(data):
    with pytest.raises(WorkerError):
        unpack(data)


def convert(data: bytes, *, name: str) -> list[dict[str, object]]:
    words = data.decode().removeprefix("TWO ")
    return [
        {"markdown": f"# One\x1b\n\n{words}\n", "byline": "Ann\nLee", "notices": ["Seen."]},
        {"markdown": f"*{name}*", "title": "Two"},
    ]


def test_a_converter_gives_documents(monkeypatch):
    two = Format("two", lambda data, name: data.startswith(b"TWO"), f"{__name__}:convert")
    monkeypatch.setattr(formats, "FORMATS", [two, *formats.FORMATS])
    first, second = read_bytes(b"TWO words", "a.two", Config())
    assert (first.title, first.byline, first.notices) == ("One␛", "Ann Lee", ("Seen.",))
    assert first.text == "One␛\n\nwords"
    assert (second.title, second.text, second.format, second.source) == (
        "Two",
        "a.two",
        "two",
        "a.two",
    )
