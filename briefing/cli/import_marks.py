from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import files as local_files
from briefing.cli.help_text import example
from briefing.cli.library_context import opened_library
from briefing.cli.output import print_line, warn
from briefing.cli.source_arguments import check_sources
from briefing.errors import InputError, StorageError

if TYPE_CHECKING:
    from briefing.library.exchange.import_annotations import ImportReport


@click.command("import-marks", epilog=example("briefing import-marks hypothesis.json"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=local_files)
def import_marks(files: tuple[str, ...]) -> int:
    """Import marks from files.

    FILE is a list of W3C annotations, a Hypothesis export or Readwise CSV. Marks on a text you have not
    read yet wait for it. Importing a file again adds nothing.
    """
    failed = False
    with opened_library() as library:
        for name in check_sources(files):
            try:
                print_line(f"{name}: {_sentence(library.annotations.import_file(name))}")
            except (InputError, StorageError) as error:
                if len(files) == 1 or isinstance(error, StorageError):
                    raise
                failed = True
                warn(str(error))
    return 2 if failed else 0


def _sentence(brought: "ImportReport") -> str:
    counts = [
        (brought.added, "added"),
        (brought.waiting, "waiting for a text that is not in the library"),
        (brought.lost, "saved but not placed, because their words are not in the text"),
        (brought.known, "already there"),
        (brought.skipped, "skipped, because they are not marks"),
    ]
    return "; ".join(f"{count} {what}" for count, what in counts if count) or "no marks"
