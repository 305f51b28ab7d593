import re
from collections.abc import Iterator

import click

from briefing import __version__
from briefing.cli.help_text import summary

_KEPT = "\b"
"""Click's mark of a paragraph whose lines stay as they are."""


def man_pages(cli: click.Group) -> Iterator[tuple[str, str]]:
    yield from _pages(click.Context(cli, info_name="briefing", **cli.context_settings))


def _pages(context: click.Context) -> Iterator[tuple[str, str]]:
    command, name = context.command, context.command_path.replace(" ", "-")
    yield f"{name}.1", "\n".join(_page(context, name)) + "\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None:
                settings = found.context_settings
                yield from _pages(click.Context(found, context, child, **settings))


def _page(context: click.Context, name: str) -> Iterator[str]:
    command = context.command
    yield f'.TH {_plain(name.upper())} 1 "" "briefing {__version__}" "Briefing"'
    yield from (".SH NAME", rf"{_plain(name)} \- {_plain(summary(command))}")
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (".SH SYNOPSIS", rf"\fB{_plain(context.command_path)}\fR {_plain(usage)}")
    yield from (".SH DESCRIPTION", *_paragraphs(command.help or ""))
    yield ".SH OPTIONS"
    for option in (each for each in command.get_params(context) if isinstance(each, click.Option)):
        names, said = option.get_help_record(context) or ("", "")
        yield from (".TP", rf"\fB{_plain(names)}\fR", _plain(said))
    if isinstance(command, click.Group):
        yield ".SH COMMANDS"
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            said = summary(found) if found is not None else ""
            yield from (".TP", rf"\fB{_plain(name)}-{_plain(child)}\fR(1)", _plain(said))
    for title, lines in re.findall(r"\x08\n(.+):\n((?:  .*\n?)+)", command.epilog or ""):
        yield from (f".SH {_plain(title.upper())}", *_as_they_are(lines.rstrip().split("\n")))
    parent = context.parent.command_path.replace(" ", "-") if context.parent else ""
    yield from (".SH SEE ALSO", rf"\fB{_plain(parent)}\fR(1)") if parent else ()


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n{2,}", text.strip("\n")):
        yield ".PP"
        if paragraph.startswith(_KEPT):
            yield from _as_they_are(paragraph.removeprefix(_KEPT).strip("\n").split("\n"))
        else:
            yield _plain(" ".join(paragraph.split()))


def _as_they_are(lines: list[str]) -> Iterator[str]:
    yield from (".nf", *map(_plain, lines), ".fi")


def _plain(text: str) -> str:
    r"""Nothing in it is a request, and hyphens can be copied: `\-` (groff_char(7))."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in (".", "'") else escaped
