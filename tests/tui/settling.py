"""Waiting for what is under way."""

import asyncio
from weakref import WeakKeyDictionary

from textual._context import active_app
from textual._wait import wait_for_idle
from textual.app import App
from textual.geometry import Region, Size
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from briefing.tui.app import BriefingApp

_drawn: WeakKeyDictionary[Screen, Size] = WeakKeyDictionary()
"""The screens that were drawn, at their size."""

_wait_for_screen = Pilot._wait_for_screen

_SOON = 0.01
"""Seconds that a thread or a timer of the program is given before it is looked at once more."""

_MOST_WAITS = 60
"""A key holds the next one back for half a second at most."""


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


async def quiet(*_: float) -> None:
    """Wait until every message is handled and the screen is laid out.

    Textual's own `wait_for_idle`, for which this stands, guesses that from the clock: it takes two hundredths of a
    second where nothing is left to do, and up to one where the machine is busy.
    """
    app = active_app.get()
    waits = 0.0
    while waits < _MOST_WAITS:
        writing = is_writing(app)
        await _nothing_ready()
        if _laid_out_soon(app):
            continue
        if writing and waits < _MOST_WAITS - 1:
            await asyncio.sleep(_SOON / 10)
            waits += 0.1
            continue
        # A key waits for the dialog that the one before it opens, or Textual for another size.
        if not getattr(app, "_until", 0) and app._resize_event is None:
            break
        await asyncio.sleep(_SOON)
        waits += 1
    if any(worker.is_running for worker in app.workers):
        await wait_for_idle(0)


async def handled(pilot: Pilot, timeout: float = 30.0) -> bool:
    """Wait as Pilot's `_wait_for_screen` does, which has every widget handle one more message for each key.

    A widget that waits for its next message has handled all before.
    """
    await _nothing_ready()
    app = pilot.app
    if not app._running or not app.screen_stack:
        return False
    if all(map(_waits, (app, *app.screen.walk_children(with_self=True)))):
        return True
    return await _wait_for_screen(pilot, timeout)


def _waits(pump: MessagePump) -> bool:
    queue = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters)


async def drawn(*_: float) -> None:
    """Wait until every message is handled, and draw a screen that is new or has another size."""
    await quiet()
    app = active_app.get()
    screen = app.screen_stack[-1] if app._running and app.screen_stack else None
    if screen is not None and _drawn.get(screen) != screen.size:
        _drawn[screen] = screen.size
        draw(app)


def draw(app: App) -> None:
    """Have the widgets draw what changed since the last time."""
    if app._running and app.screen_stack:
        compositor = app.screen_stack[-1]._compositor
        changed = compositor._dirty_regions.copy()
        compositor._dirty_regions.clear()
        for _ in compositor._get_renders(Region.from_union(changed)) if changed else ():
            pass


def is_writing(app: App) -> bool:
    """Whether the library has yet to write what the screen then tells."""
    return isinstance(app, BriefingApp) and app.library.writer.busy


async def _nothing_ready() -> None:
    """Wait until every task of the loop waits for a timer or for something outside it."""
    ready = vars(asyncio.get_running_loop())["_ready"]
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


def _laid_out_soon(app: App) -> bool:
    """Lay the screen out now where it would be a moment later; whether it would."""
    screen = app.screen_stack[-1] if app._running and app.screen_stack else None
    if screen is None or not screen._update_timer._active.is_set():
        return False
    with screen._context():
        screen._on_timer_update()
    return True
