import click

from briefing.cli.help_text import example


@click.command(epilog=example("briefing paste --print"))
@click.option("--print", "printed", is_flag=True, help="Print it instead of opening it.")
def paste(printed: bool) -> int:
    """Open the text in the clipboard and save it to your library."""
    from briefing.cli.main import cli
    from briefing.library.save_clipboard import keep_clipboard
    from briefing.settings import read_settings

    path = str(keep_clipboard(read_settings()))
    arguments = ["show", path] if printed else [path]
    result = cli.main(arguments, prog_name="briefing", standalone_mode=False)
    return result if isinstance(result, int) else 0
