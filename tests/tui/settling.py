"""Waiting for what is under way."""

from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled


async def settled(app: App, pilot: Pilot) -> None:
    """Wait until no worker runs; one whose place another took has ended as well."""
    for _ in range(2):
        await pilot.pause()
        await _all_ended(app)
    await pilot.pause()


async def _all_ended(app: App) -> None:
    while True:
        try:
            return await app.workers.wait_for_complete()
        except WorkerCancelled:
            continue
