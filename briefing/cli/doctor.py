from typing import TYPE_CHECKING

import click

from briefing.cli.output import print_line

if TYPE_CHECKING:
    from briefing.worker import Profile

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


@click.command()
@click.option("--check", is_flag=True, help="Only report problems; change nothing.")
def doctor(check: bool) -> int:
    """Check how untrusted documents are confined on this system, and check and repair the library."""
    from briefing.library import maintenance
    from briefing.settings import read_settings

    config = read_settings()
    _say_protection(only_missing=check)
    if check:
        found = maintenance.check_library(config)
        for line in found:
            print_line(line)
        sound = not found
    else:
        sound = maintenance.repair_library(config, print_line)
    if sound:
        print_line("The library is sound.")
    backups = maintenance.list_backups(config)
    if backups:
        number = f"{len(backups)} backups" if len(backups) > 1 else "1 backup"
        print_line(f"Briefing made {number} of it, at most one a day; the last is {backups[0]}")
    return 0 if sound else 2


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
    from briefing.worker import Worker

    worker = Worker(profile=profile)
    try:
        protection = worker.protection()
    finally:
        worker.stop()
    if protection.missing or not only_missing:
        print_line(heading)
    for name, means in protection._asdict().items():
        good, bad = said[name]
        if not means:
            print_line(f"  {name:12} NOT PROTECTED: {bad}")
        elif not only_missing:
            print_line(f"  {name:12} {good} ({', '.join(means)})")
