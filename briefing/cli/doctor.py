from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import click

from briefing.cli.help_text import example
from briefing.cli.listing import print_report, report_format
from briefing.cli.output import print_line

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model.listing_reports import ProtectionReport
    from briefing.worker import Profile, Protection

_HELD = {
    "files": ("cannot read or write your files", "it could read your files"),
    "network": ("cannot reach the network", "it could reach the network"),
    "processes": (
        "cannot start programs or touch other processes",
        "it could start programs and touch other processes",
    ),
    "limits": (
        "cannot raise its limits on memory, time and open files",
        "it could raise its limits",
    ),
    "environment": (
        "cannot read your environment variables",
        "it could read your environment variables",
    ),
    "end": ("cannot outlast Briefing", "it could outlast Briefing for some time"),
}
"""Printed for each kind of protection: if it works, and if it is missing."""
_FETCHING = _HELD | {
    "network": (
        "can ask servers, but cannot offer services",
        "it could offer services to the network",
    )
}
"""The same for a worker that fetches."""


@click.command(epilog=example("briefing doctor --check"))
@click.option("--check", is_flag=True, help="Only report problems; change nothing.")
@report_format
def doctor(check: bool, form: str) -> int:
    """Check the sandbox, and check and repair the library.

    The sandbox is what confines the processes that read untrusted documents.
    """
    from briefing.library import maintenance
    from briefing.settings import read_settings

    config = read_settings()
    if form == "json":
        return _print_report(config, check=check)
    _say_protection(only_missing=check)
    sound = _examine(config, print_line, check=check)
    if sound:
        print_line("The library is sound.")
    backups = maintenance.list_backups(config)
    if backups:
        number = f"{len(backups)} backups" if len(backups) > 1 else "1 backup"
        print_line(f"Briefing made {number} of it, at most one a day; the last is {backups[0]}")
    return 0 if sound else 2


def _examine(config: "Config", tell: Callable[[str], None], *, check: bool) -> bool:
    """Returns whether the library is sound now; `tell` gets a sentence for each finding."""
    from briefing.library import maintenance

    if not check:
        return maintenance.repair_library(config, tell)
    found = maintenance.check_library(config)
    for sentence in found:
        tell(sentence)
    return not found


def _print_report(config: "Config", *, check: bool) -> int:
    from briefing.library import maintenance
    from briefing.model.listing_reports import SCHEMA, DoctorReport
    from briefing.worker import Profile

    findings: list[str] = []
    protection = (
        *_protections("reading", _protection(Profile.READ)),
        *_protections("fetching", _protection(Profile.FETCH)),
    )
    sound = _examine(config, findings.append, check=check)
    backups = tuple(map(str, maintenance.list_backups(config)))
    print_report(DoctorReport(SCHEMA, protection, sound, tuple(findings), backups))
    return 0 if sound else 2


def _protections(
    process: Literal["reading", "fetching"], protection: "Protection"
) -> "Iterator[ProtectionReport]":
    from briefing.model.listing_reports import ProtectionReport

    for against, means in protection._asdict().items():
        yield ProtectionReport(process, against, bool(means), tuple(means))


def _say_protection(*, only_missing: bool) -> None:
    from briefing.worker import Profile

    reads = "Protection on this machine if a document takes over the process that reads it:"
    fetches = (
        "Protection on this machine if a server takes over the process that fetches its pages:"
    )
    _say_held(Profile.READ, reads, _HELD, only_missing=only_missing)
    _say_held(Profile.FETCH, fetches, _FETCHING, only_missing=only_missing)


def _say_held(
    profile: "Profile", heading: str, said: dict[str, tuple[str, str]], *, only_missing: bool
) -> None:
    protection = _protection(profile)
    if protection.missing or not only_missing:
        print_line(heading)
    for name, means in protection._asdict().items():
        good, bad = said[name]
        if not means:
            print_line(f"  {name:12} NOT PROTECTED: {bad}")
        elif not only_missing:
            print_line(f"  {name:12} {good} ({', '.join(means)})")


def _protection(profile: "Profile") -> "Protection":
    from briefing.worker import Worker

    worker = Worker(profile=profile)
    try:
        return worker.protection()
    finally:
        worker.stop()
