import importlib

import click

from briefing import __version__
from briefing.cli.exit_codes import exit_code
from briefing.cli.subcommands import SUBCOMMANDS
from briefing.errors import InputError
from briefing.secure_mode import name_files

_ENVIRONMENT = """\b
BRIEFING_SECURE=1  no editor, browser, clipboard program or network,
                   and only the files named on the command line
BRIEFING_DEBUG=1   show where the program failed
NO_COLOR=1         no colours
"""


class SubcommandGroup(click.Group):
    """Arguments that are not subcommands are sources."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        module, _, name = SUBCOMMANDS[cmd_name].partition(":")
        return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `open` if the arguments do not start with a subcommand."""
        if not args or (
            args[0] not in SUBCOMMANDS and args[0] not in ("--help", "--version", "-h")
        ):
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=SubcommandGroup,
    epilog=_ENVIRONMENT,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="briefing")
def cli() -> None:
    """Read a long briefing issue by issue.

    briefing [SOURCE]... opens files, addresses or standard input (-);
    without a source, it lists your library. briefing --last opens what you read last.
    """


def run(arguments: list[str]) -> int:
    name_files(arguments)
    return exit_code(lambda: _called(arguments))


def _called(arguments: list[str]) -> object:
    try:
        return cli.main(arguments, prog_name="briefing", standalone_mode=False)
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        sentence = " ".join(error.format_message().split()).rstrip(".")
        raise InputError(f"{sentence}; see briefing --help.") from None
