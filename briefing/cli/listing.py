from collections.abc import Sequence
from typing import Any

import click
from msgspec import Struct, to_builtins

from briefing.cli.output import print_json

row_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="json: one list; jsonl: a line for each.",
)
report_format = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


def print_reports(form: str, reports: Sequence[Struct]) -> None:
    found: list[Any] = to_builtins(reports)
    if form == "json":
        print_json(found)
        return
    for report in found:
        print_json(report, indent=None)


def print_report(report: Struct) -> None:
    print_json(to_builtins(report))
