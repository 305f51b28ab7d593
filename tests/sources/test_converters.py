from briefing.config import Config
from briefing.sources import formats
from briefing.sources.formats import Format
from briefing.sources.read import read_bytes


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
