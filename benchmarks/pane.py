"""What the reading pane costs: CPU time from a command to the settled screen, escape codes written included.

    python -m benchmarks.pane [--json]

A driver without a terminal renders every update to a string, so nothing is skipped. Each figure is the median
(and the 95th percentile) of `ROUNDS` runs less nothing; "idle" is what the same measurement costs when no command
is given. Memory is what the pane allocated (tracemalloc) for the document after 60 pages, without the document.
"""

import asyncio
import json
import random
import re
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.pilot import Pilot

from briefing.model import Document, Span
from briefing.sources.text.parse_text import parse_text
from briefing.tui.theme_colours import text_colours
from briefing.tui.widgets.pane import ReadingPane

SIZES = {"5 KB": 5_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
ROUNDS = 40
WORDS = re.findall(
    r"\S+",
    "the of and to in a agreement nuclear president officials said russia security cyber diplomats video troops "
    "“sanctions” état—border well-known White House",
)


def words(low: int, high: int) -> str:
    """Between `low` and `high` random words."""
    return " ".join(random.choices(WORDS, k=random.randint(low, high)))


def markdown(size: int) -> str:
    """About `size` characters of markdown: prose, headings, lists, quotes, tables and code."""
    parts: list[str] = []
    length = 0
    while length < size:
        prose = words(20, 90).replace("video", "[video](https://example.org/v)") + "."
        kinds = {
            0: f"## {words(2, 6)}",
            5: "\n".join(f"- {words(5, 25)}" for _ in range(4)),
            7: f"> {prose}",
            9: "| a | b | c |\n|---|---|---|\n"
            + "\n".join(f"| {words(1, 2)} | {words(3, 9)} | 1 |" for _ in range(4)),
            10: "```\n" + "\n".join(words(2, 20) for _ in range(5)) + "\n```",
        }
        parts.append(kinds.get(len(parts) % 12, prose))
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)


class Writing(HeadlessDriver):
    """A driver that takes what would be written to a terminal."""

    @property
    def is_headless(self) -> bool:
        return False

    def flush(self) -> None:
        return


class Shell(App[None]):
    """An application with nothing but a pane."""

    def get_css_variables(self) -> dict[str, str]:
        self.theme_variables = super().get_css_variables() | text_colours(self.current_theme)
        return self.theme_variables

    def compose(self) -> ComposeResult:
        yield ReadingPane()


async def cost(pilot: Pilot[None], command: Callable[[int], object]) -> tuple[float, float]:
    """The median and the 95th percentile of the CPU milliseconds that a command takes."""
    taken: list[float] = []
    for number in range(ROUNDS):
        await pilot.pause()
        start = time.process_time()
        command(number)
        await pilot.pause()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken), sorted(taken)[int(0.95 * len(taken))]


async def measure(document: Document, found: dict[str, tuple[float, float]]) -> None:
    """Drive a pane of 120 by 40 over `document` and write down what commands cost."""
    app = Shell(driver_class=Writing)
    whole = Span(0, len(document.text))

    async def drive(pilot: Pilot[None]) -> None:
        pane = app.query_one(ReadingPane)

        def ends(number: int) -> None:
            (pane.move_to_start if number % 2 else pane.move_to_end)()

        def resize(number: int) -> None:
            app._driver.process_message(_resized(100 if number % 2 else 120))  # type: ignore[union-attr]

        def theme(number: int) -> None:
            app.theme = "textual-light" if number % 2 else "textual-dark"

        def page(_: int) -> None:
            if pane.viewport.at_end:
                pane.move_to_start()
            pane.move_page(1)

        found["idle"] = await cost(pilot, lambda number: None)
        found["empty repaint"] = await cost(pilot, lambda number: app.screen.refresh(repaint=True))
        found["show"] = await cost(pilot, lambda number: _fresh(pane, document, whole))
        found["line down"] = await cost(pilot, lambda number: pane.move_lines(1))
        found["page down"] = await cost(pilot, page)
        found["ends"] = await cost(pilot, ends)
        pane.go_to(len(document.text) // 2, "middle")
        found["width"] = await cost(
            pilot, lambda number: setattr(pane, "maximum_width", 70 + number % 2)
        )
        found["resize"] = await cost(pilot, resize)
        found["theme"] = await cost(pilot, theme)
        app.exit()

    await app.run_async(size=(120, 40), auto_pilot=drive)


def _fresh(pane: ReadingPane, document: Document, whole: Span) -> None:
    pane.maximum_width = 84
    pane.viewport.view = None
    pane.show(document, whole)


def _resized(width: int) -> object:
    from textual.events import Resize

    size = Size(width, 40)
    return Resize(size, size)


async def memory(document: Document) -> float:
    """Megabytes that the pane holds after 60 pages and a jump to the end."""
    app = Shell()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        pane = app.query_one(ReadingPane)
        tracemalloc.start()
        pane.show(document, Span(0, len(document.text)))
        for _ in range(60):
            pane.move_page(1)
            await pilot.pause()
        pane.move_to_end()
        await pilot.pause()
        held = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
    return held / 1e6


def main() -> None:
    """Measure and print a table, or JSON."""
    random.seed(5)
    results: dict[str, dict[str, object]] = {}
    for name, size in SIZES.items():
        text, blocks = parse_text(markdown(size), markdown=True)
        document = Document(text, blocks)
        found: dict[str, tuple[float, float]] = {}
        asyncio.run(measure(document, found))
        results[name] = {
            "blocks": len(blocks),
            "memory MB": round(asyncio.run(memory(document)), 1),
            **{key: [round(value, 1) for value in pair] for key, pair in found.items()},
        }
    if "--json" in sys.argv:
        print(json.dumps(results, indent=1))
        return
    keys = list(next(iter(results.values())))
    print("| median (95th percentile), CPU ms |", " | ".join(results), "|")
    print("|---|", "---|" * len(results), sep="")
    for key in keys:
        cells = [results[name][key] for name in results]
        shown = [f"{c[0]} ({c[1]})" if isinstance(c, list) else str(c) for c in cells]
        print(f"| {key} |", " | ".join(shown), "|")


if __name__ == "__main__":
    main()
