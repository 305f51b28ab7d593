"""`briefing backup FILE` and `briefing restore FILE`."""

from pathlib import Path

import click

from briefing.model.gate import gate_line


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
def backup(file: str, force: bool) -> None:
    """Write the library to FILE, also while it is in use."""
    from briefing.library.safety import back_up
    from briefing.settings import load_config

    size = back_up(load_config(), Path(file).expanduser(), force=force)
    click.echo(gate_line(f"{file}: {_size(size)}; briefing restore brings it back."), err=True)


@click.command()
@click.argument("file", metavar="FILE")
def restore(file: str) -> None:
    """Put a backup in the place of the library, which is kept beside it."""
    from briefing.library.safety import restore
    from briefing.settings import load_config

    done = restore(load_config(), Path(file).expanduser())
    kept = f" The one before is kept as {done.aside.name}." if done.aside else ""
    told = f"Restored {done.briefings} briefings and {done.marks} marks.{kept}"
    if done.refused:
        told += (
            f" {done.refused} parts of it were not taken, for Briefing cannot have written them."
        )
    click.echo(gate_line(told), err=True)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} kB"
