"""Asks before a command fetches from a host on the reader's own network that he gave by its name."""

import sys
from collections.abc import Callable

import click

from briefing.errors import PrivateHostError
from briefing.model.gate import gate_line

own_network = click.option(
    "--own-network",
    is_flag=True,
    help="Fetch also from hosts on your own network that you name here; otherwise you are asked.",
)
"""The option that says yes beforehand."""


def asker(yes: bool) -> Callable[[PrivateHostError], bool]:
    """What says whether the reader means such a host: `yes`, or his answer where there is a terminal to ask on."""

    def ask(error: PrivateHostError) -> bool:
        if yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return yes
        question = f"{gate_line(error.host)} is a computer on your own network. Fetch from it?"
        return click.confirm(question, err=True)

    return ask
