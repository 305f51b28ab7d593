"""The `briefing` command: finds the subcommand, and turns every error into one sentence and an exit code."""

import importlib
import os
import sys
from typing import Any

import click

from briefing import __version__
from briefing.errors import BriefingError, StorageError
from briefing.model.gate import gate_line

SUBCOMMANDS = {
    "bookmarks": "briefing.cli.bookmarks:bookmarks",
    "config": "briefing.cli.config:config",
    "completion": "briefing.cli.completion:completion",
    "feeds": "briefing.cli.feeds:feeds",
    "keys": "briefing.cli.config:keys",
    "open": "briefing.cli.open:open_sources",
    "paste": "briefing.cli.paste:paste",
    "show": "briefing.cli.show:show",
}
"""Name to dotted path; a subcommand's file is imported only when it is called."""


class SubcommandGroup(click.Group):
    """Loads subcommands when they are called; what is no subcommand is a source to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all subcommands."""
        return sorted(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand `cmd_name`, or None."""
        if cmd_name not in SUBCOMMANDS:
            return None
        module, _, name = SUBCOMMANDS[cmd_name].partition(":")
        return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts `open` before arguments that begin with no subcommand."""
        if not args or (
            args[0] not in SUBCOMMANDS and args[0] not in ("--help", "--version", "-h")
        ):
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(cls=SubcommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
def cli() -> None:
    """Read a long briefing issue by issue.

    briefing [SOURCE]... opens files, addresses or standard input (-); without one, what you read last.
    """


def main() -> None:
    """Runs the command line and exits: 0 done, 1 a fault of ours, 2 wrong input."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of the command line `arguments`; errors go to standard error as one sentence."""
    try:
        result: Any = cli.main(arguments, prog_name="briefing", standalone_mode=False)
        code = result if isinstance(result, int) else 0
        sys.stdout.flush()
        return code
    except click.exceptions.Abort:
        return _say("Stopped.", 130)
    except KeyboardInterrupt:
        return _say("Stopped.", 130)
    except click.ClickException as error:
        return _say(f"{error.format_message().rstrip('.')}; see briefing --help.", 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except StorageError as error:
        return _say(str(error), 1)
    except BriefingError as error:
        return _say(str(error), 2)
    except Exception as error:
        if os.environ.get("BRIEFING_DEBUG"):
            raise
        kind = type(error).__name__
        return _say(
            f"Briefing failed ({kind}); set BRIEFING_DEBUG=1 to see where, and report it.", 1
        )


def _say(sentence: str, code: int) -> int:
    click.echo(f"briefing: {gate_line(sentence)}", err=True)
    return code
