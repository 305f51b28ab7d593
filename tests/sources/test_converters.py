import gzip

import pytest

from briefing.errors import FormatError
from briefing.sources import format_detection, gzip_file
from briefing.sources.convert import convert
from briefing.sources.converted import Converted
from briefing.sources.format_detection import Format


def convert_two(data: bytes, *, name: str) -> list[Converted]:
    words = data.decode().removeprefix("TWO ")
    return [
        Converted(f"# One\x1b\n\n{words}\n", byline="Ann\nLee", notices=["Seen."]),
        Converted(f"*{name}*", title="Two"),
    ]


def test_a_converter_gives_documents(monkeypatch):
    two = Format("two", lambda data, name: data.startswith(b"TWO"), f"{__name__}:convert_two")
    monkeypatch.setattr(format_detection, "FORMATS", [two, *format_detection.FORMATS])
    first, second = convert(b"TWO words", "a.two")
    assert (first.title, first.byline, first.notices) == ("One␛", "Ann Lee", ("Seen.",))
    assert first.text == "One␛\n\nwords"
    assert (second.title, second.text, second.format, second.source) == (
        "Two",
        "a.two",
        "two",
        "a.two",
    )


def test_a_file_in_gzip_is_read_as_what_it_holds(monkeypatch):
    packed = gzip.compress(
        b"<rss version='2.0'><channel><item><title>Oil</title></item></channel></rss>"
    )
    (found,) = convert(packed, "feed.xml.gz")
    assert (found.title, found.format) == ("Oil", "feed")
    assert convert(gzip.compress(b"Some words"), "a.txt.gz")[0].text == "Some words"
    joined = gzip.compress(b"Some") + gzip.compress(b" words") * 3000 + bytes(20)
    assert convert(joined, "a.txt.gz")[0].text == "Some" + " words" * 3000
    with pytest.raises(FormatError, match="damaged"):
        convert(packed[:-9], "feed.xml.gz")
    with pytest.raises(FormatError, match="damaged"):
        convert(packed[:4] + b"xxxxxxxxx" + packed[9:], "a.gz")
    monkeypatch.setattr(gzip_file, "_LARGEST", 9)
    with pytest.raises(FormatError, match="more than"):
        convert(packed, "a.gz")
