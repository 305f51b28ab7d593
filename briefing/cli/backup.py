import click

from briefing.cli.complete_names import files
from briefing.cli.help_text import example
from briefing.cli.output import inform


@click.command(epilog=example("briefing backup ~/library-copy.db"))
@click.argument("file", metavar="FILE", shell_complete=files)
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def backup(file: str, force: bool) -> None:
    """Write a backup of the library to FILE.

    The library may be in use meanwhile.
    """
    from briefing.library.maintenance import back_up
    from briefing.settings import read_settings
    from briefing.user_paths import user_path

    size = back_up(read_settings(), user_path(file), force=force)
    inform(f"{file}: {_size(size)}; briefing restore restores it.")


@click.command(epilog=example("briefing restore ~/library-copy.db"))
@click.argument("file", metavar="FILE", shell_complete=files)
def restore(file: str) -> None:
    """Replace the library with a backup.

    The previous library is renamed, not deleted.
    """
    from briefing.library.maintenance import restore_library
    from briefing.settings import read_settings
    from briefing.user_paths import user_path

    done = restore_library(read_settings(), user_path(file))
    kept = f" The previous library is kept as {done.aside.name}." if done.aside else ""
    sentence = f"Restored {done.briefings} briefings and {done.marks} marks.{kept}"
    if done.refused:
        sentence += (
            f" {done.refused} parts of it were skipped because Briefing cannot have written them."
        )
    inform(sentence)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} kB"
