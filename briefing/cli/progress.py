from types import TracebackType
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from briefing.cli.output import console

if TYPE_CHECKING:
    from briefing.cli.import_files import Step
    from briefing.library.bulk import FileOutcome


class ProgressBar:
    def __init__(self, total: int, also: "Step") -> None:
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
            TimeRemainingColumn(),
        )
        self._progress = Progress(*columns, console=console(error=True), transient=True)
        self._task = self._progress.add_task("", total=total)
        self._also = also
        self._failed = 0

    def __enter__(self) -> "Step":
        self._progress.start()
        return self._step

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def _step(self, outcome: "FileOutcome", verbose: bool) -> None:
        self._failed += bool(outcome.failure)
        said = f"{self._failed} failed" if self._failed else ""
        self._progress.update(self._task, advance=1, description=said)
        self._also(outcome, verbose)
