from briefing.sources import format_detection
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
