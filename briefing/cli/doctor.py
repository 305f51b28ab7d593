"""`briefing doctor`: says what holds documents back on this machine, examines the library and mends it."""

from typing import TYPE_CHECKING

import click

from briefing.cli.output import print_line

if TYPE_CHECKING:
    from briefing.worker import Profile

_HELD = {
    "files": ("none of your files is read or written", "it could read your files"),
    "network": ("nothing is reached", "it could reach the network"),
    "processes": (
        "no program is started, no other process touched",
        "it could start programs and touch other processes",
    ),
    "limits": ("memory, time and open files stay limited", "it could raise its limits"),
    "environment": ("none of your variables is passed on", "it could read your variables"),
    "end": ("it ends with Briefing, however that ends", "it could outlast Briefing for some time"),
}
"""What is said where something holds a reading process back, and where nothing does."""
_FETCHING = _HELD | {
    "network": ("it asks servers, and nobody can ask it", "it could offer services to the network")
}
"""The same of a process that fetches."""


@click.command()
@click.option("--check", is_flag=True, help="Only say what is wrong; change nothing.")
def doctor(check: bool) -> int:
    """Say what holds documents back, examine the library, and mend what is wrong with it."""
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
    """Says of a real process of each kind what the system holds it to."""
    from briefing.worker import Profile

    reads = "What holds a document back on this machine, should it break the program that reads it:"
    fetches = "What holds a server back, should it break the program that fetches its pages:"
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
            print_line(f"  {name:12} NOT HELD: {bad}")
        elif not only_missing:
            print_line(f"  {name:12} {good} ({', '.join(means)})")
