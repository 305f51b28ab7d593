"""Asks before a command fetches from a host on the reader's own network that he gave by its name."""

from collections.abc import Callable

import click

from briefing.cli.output import confirm
from briefing.errors import PrivateHostError

own_network = click.option(
    "--own-network",
    is_flag=True,
    help="Fetch also from hosts on your own network that you name here; otherwise you are asked.",
)
"""The option that says yes beforehand."""


def ask_before_own_network(yes: bool) -> Callable[[PrivateHostError], bool]:
    """What says whether the reader means such a host: `yes`, or his answer where there is a terminal to ask on."""

    def ask(error: PrivateHostError) -> bool:
        return yes or confirm(f"{error.host} is a computer on your own network. Fetch from it?")

    return ask
