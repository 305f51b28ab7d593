from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import to_builtins

from briefing.cli.output import Piece, inform, print_json, print_pieces
from briefing.model.markdown_writer import escape_markdown
from briefing.model.report_fields import SCHEMA
from briefing.model.story_reports import ComparisonReport, SaidReport, VoiceReport

if TYPE_CHECKING:
    from briefing.library.stories.comparison import Comparison, Said


def print_comparison(found: "Comparison", form: str) -> None:
    if form == "json":
        print_json(to_builtins(_report(found)))
    elif len(found.voices) < 2:
        inform("Only one source tells this story, so there is nothing to compare.")
    elif form == "markdown":
        print_pieces(_markdown(found))
    else:
        print_pieces(_text(found))


def _groups(found: "Comparison") -> "Iterator[tuple[str, list[Said]]]":
    for what, groups in (("Figures", found.figures), ("Quotations", found.said_apart)):
        for group in groups:
            values = " / ".join(" ".join(e.marked.of(e.words).split()) for e in group)
            yield f"{what} differ: {values}", [*group]
    for shared in found.shared:
        yield "All say", [*shared]
    for number, voice in enumerate(found.voices):
        for what, said in (
            ("says", found.alone),
            ("names", found.names),
            ("quotes", found.quotations),
        ):
            if mine := [each for each in said if each.voice == number]:
                yield f"Only {voice.name} {what}", mine


def _text(found: "Comparison") -> Iterator[Piece]:
    yield found.title, "heading"
    yield f"  {', '.join(voice.name for voice in found.voices)}", "dim"
    for heading, said in _groups(found):
        yield "", ""
        yield heading, "heading"
        for each in said:
            yield f"  {_words(found, each, heading)}", ""


def _markdown(found: "Comparison") -> Iterator[Piece]:
    yield f"## {escape_markdown(found.title)}", ""
    for heading, said in _groups(found):
        yield "", ""
        yield f"### {escape_markdown(heading)}", ""
        yield "", ""
        for each in said:
            yield f"- {escape_markdown(_words(found, each, heading))}", ""


def _words(found: "Comparison", said: "Said", heading: str) -> str:
    words = " ".join(said.words.split())
    return words if heading.startswith("Only") else f"{found.voices[said.voice].name}: {words}"


def _report(found: "Comparison") -> ComparisonReport:
    return ComparisonReport(
        SCHEMA,
        found.title,
        tuple(
            VoiceReport(voice.name, tuple(dict.fromkeys(each.sha256 for each in voice.issues)))
            for voice in found.voices
        ),
        tuple(tuple(map(_said, group)) for group in found.figures),
        tuple(tuple(map(_said, group)) for group in found.shared),
        tuple(map(_said, found.alone)),
        tuple(map(_said, found.names)),
        tuple(map(_said, found.quotations)),
        tuple(tuple(map(_said, group)) for group in found.said_apart),
    )


def _said(said: "Said") -> SaidReport:
    marked = said.marked.of(said.words)
    return SaidReport(said.voice, said.sha256, said.place.start, said.place.end, said.words, marked)
