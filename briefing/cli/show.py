"""`briefing show`: prints briefings for people and for programs."""

import json
from collections.abc import Callable, Iterable

import click

from briefing.errors import InputError
from briefing.model import Briefing
from briefing.model.report import as_json


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "jsonl"]),
    default="text",
    show_default=True,
)
@click.option("--section", type=int, metavar="N", help="Only section N, counted from 0.")
@click.option("--no-entities", is_flag=True, help="Do not look for people and quotes; quicker.")
@click.option("--as-found", is_flag=True, help="Leave the reader's corrections out.")
def show(
    sources: tuple[str, ...], form: str, section: int | None, no_entities: bool, as_found: bool
) -> int:
    """Print each SOURCE: a path, an address or - for standard input."""
    from briefing.config import Config
    from briefing.library.printing import analysed

    wanted = form in ("json", "jsonl", "text") and not no_entities
    briefings = analysed(sources, Config(), people=wanted, as_found=as_found, failed=_complain)
    _PRINTERS[form]((_only(b, section) for b in briefings), section)
    return 2 if _failures else 0


_failures: list[str] = []


def _complain(error: Exception) -> None:
    from briefing.model.gate import visible

    _failures.append(str(error))
    click.echo(f"briefing: {visible(str(error))}", err=True)
