import click
from click.shell_completion import get_completion_class

from briefing.cli.output import print_text


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for SHELL, to be added to the shell's startup file."""
    from briefing.cli.main import cli

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"There is no completion for {shell}")
    print_text(kind(cli, {}, "briefing", "_BRIEFING_COMPLETE").source() + "\n")
