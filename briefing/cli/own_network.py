from collections.abc import Callable

import click

from briefing.cli.output import confirm
from briefing.errors import PrivateHostError

own_network = click.option(
    "--own-network",
    is_flag=True,
    help="Allow fetching from hosts on your own network; otherwise you are asked.",
)


def ask_before_own_network(yes: bool) -> Callable[[PrivateHostError], bool]:
    def ask(error: PrivateHostError) -> bool:
        return yes or confirm(f"{error.host} is on your own network. Fetch from it?")

    return ask
