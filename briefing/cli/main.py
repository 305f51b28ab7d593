import importlib

import click
from click.shell_completion import CompletionItem

from briefing.cli.complete_names import files
from briefing.cli.exit_codes import exit_code
from briefing.cli.help_text import Group, summary
from briefing.cli.source_arguments import check_command
from briefing.cli.subcommands import GROUPS, SUBCOMMANDS
from briefing.cli.versions import show_versions
from briefing.errors import InputError
from briefing.secure_mode import name_files

_EPILOG = """\b
Examples:
  briefing article.html        read it
  cat notes.txt | briefing     read text from a pipe
  briefing show --help         help on a command

\b
Environment:
  BRIEFING_SECURE=1  no editor, browser, clipboard program or network,
                     and only the files named on the command line
  BRIEFING_DEBUG=1   show where the program failed
  NO_COLOR=1         no colours

\b
Exit codes:
  0  done
  1  the program failed, or a part of it is missing
  2  wrong input, settings or surroundings; a sentence says what
  3  nothing was found (search, person)
  128 and up: ended by a signal, such as 130 for Ctrl+C
"""
_OPEN_IS_MEANT = "briefing.open_is_meant"
"""Noted in a context whose arguments do not name the command."""


class SubcommandGroup(Group):
    """Arguments that are not subcommands are sources."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        module, _, name = SUBCOMMANDS[cmd_name].partition(":")
        return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `open` if the arguments do not start with a subcommand."""
        first = args[0] if args else ""
        if first in SUBCOMMANDS or first in ("--help", "--version", "-h"):
            return super().parse_args(ctx, args)
        if ctx.resilient_parsing and not args:  # Being completed: a subcommand may come.
            return super().parse_args(ctx, args)
        check_command(first)
        ctx.meta[_OPEN_IS_MEANT] = True
        return super().parse_args(ctx, ["open", *args])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        if not incomplete.startswith("-"):
            names = [name for name in SUBCOMMANDS if name.startswith(incomplete)]
            commands = [(name, self.get_command(ctx, name)) for name in names]
            return [
                *(CompletionItem(name, help=summary(each)) for name, each in commands if each),
                *files(ctx, self.params[0], incomplete),
            ]
        found = super().shell_complete(ctx, incomplete)
        opening = self.get_command(ctx, "open")
        assert opening is not None
        more = opening.shell_complete(click.Context(opening, parent=ctx), incomplete)
        known = {item.value for item in found}
        return [*found, *(item for item in more if item.value not in known)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """With the options of `open`, which need not be named."""
        opening = self.get_command(ctx, "open")
        params = (*(opening.params if opening else ()), *self.get_params(ctx))
        records = [each.get_help_record(ctx) for each in params if isinstance(each, click.Option)]
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record])
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in GROUPS.items():
            self.write_commands(title, names, ctx, formatter)


@click.group(
    cls=SubcommandGroup,
    epilog=_EPILOG,
    subcommand_metavar="[SOURCE]... | COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_versions,
    help="Show the versions that a report needs and exit.",
)
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
    except click.UsageError as error:
        raise InputError(_sentence(error)) from None
    except click.ClickException as error:
        raise InputError(f"{error.format_message().rstrip('.')}; see briefing --help.") from None


def _sentence(error: click.UsageError) -> str:
    named = error.ctx and not error.ctx.meta.get(_OPEN_IS_MEANT)
    path = error.ctx.command_path if error.ctx and named else "briefing"
    meant = _meant(error)
    said = error.message if meant else error.format_message()
    sentence = " ".join(said.split()).rstrip(".")
    return f"{sentence}; {f'did you mean {meant}? See' if meant else 'see'} {path} --help."


def _meant(error: click.UsageError) -> str:
    from difflib import get_close_matches

    context = error.ctx
    if isinstance(error, click.NoSuchOption):
        wrong, known = error.option_name, []
        while context:
            known += [name for each in context.command.get_params(context) for name in each.opts]
            context = context.parent
    elif isinstance(error, click.NoSuchCommand) and context:
        assert isinstance(context.command, click.Group)
        wrong, known = error.command_name, context.command.list_commands(context)
    else:
        return ""
    return next(iter(get_close_matches(wrong, known, 1)), "")
