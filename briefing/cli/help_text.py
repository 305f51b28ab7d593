from collections.abc import Iterable

import click


def example(*lines: str) -> str:
    title = "Example:" if len(lines) == 1 else "Examples:"
    return "\n".join(("\b", title, *(f"  {line}" for line in lines)))


def summary(command: click.Command) -> str:
    return command.get_short_help_str(1000)


class Group(click.Group):
    """Lists its subcommands with their whole summaries."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.write_commands("Commands", self.list_commands(ctx), ctx, formatter)

    def write_commands(
        self, title: str, names: Iterable[str], ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Aligned with other such lists of the group."""
        widest = max(map(len, self.list_commands(ctx)))
        commands = [(name, self.get_command(ctx, name)) for name in names]
        with formatter.section(title):
            formatter.write_dl([(n.ljust(widest), summary(each)) for n, each in commands if each])
