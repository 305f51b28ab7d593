"""Marks and notes at random moments of loading, with random faults: is anything lost that was acknowledged or typed?

python -m benchmarks.marking [COUNT] [FIRST SEED] [AT ONCE]   prints the table that benchmarks/marking.md holds
python -m benchmarks.marking 1 SEED                           one trial again, with what was said in it

Each trial is a process of its own with the whole program but the terminal, ended by a key, a signal, a fault of ours or
kill -9. What splits and reads whole runs in it after a random delay, or fails; every tenth trial has the real worker.
"""

import asyncio
import contextlib
import gc
import json
import os
import random
import resource
import select
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from pathlib import Path

import apsw
from textual.widgets import Input, TextArea

from briefing.config import Config
from briefing.errors import WorkerError
from briefing.library import make_library
from briefing.library.drafts import Drafts
from briefing.library.open_document import Ingestion
from briefing.model import Bookmark, Briefing, Highlight, Note
from briefing.program_end import this_process
from briefing.tui import dialogs
from briefing.tui.app import BriefingApp

FAULTS = ("none", "full", "locked", "read-only", "vanished", "replaced", "in memory")
ENDS = ("q", "SIGTERM", "SIGHUP", "crash", "kill -9", "kill -9")
_FULL = 20_000
"""Bytes that a file of a full disk may still grow."""
_LONGEST = 400.0
PARAGRAPHS = 40


def text_of(rng: random.Random, large: bool) -> str:
    parts = [f"# Report {rng.randrange(10**6)}"]
    for number in range(PARAGRAPHS if not large else 400):
        if number % 6 == 3:
            parts.append(f"## Issue {number}: {rng.choice(('Grain', 'Ferry', 'Crane', 'Tax'))}")
        town = rng.choice(("Harbour", "Port", "Quay"))
        parts.append(f"{town} clause {number} says what is to be done. " * rng.randint(3, 9))
    return "\n\n".join(parts) + "\n"


class Trial:
    """What a seed says of a trial."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed, self.folder = seed, folder
        self.rng = random.Random(seed)
        self.large = self.rng.random() < 0.3
        self.fault = self.rng.choice(FAULTS)
        self.end = self.rng.choice(ENDS)
        self.delay = self.rng.choice((0.0, 0.1, 0.3, 0.6, 1.2)) * self.rng.random()
        self.fails = self.rng.random() < 0.15
        self.real = self.seed % 10 == 0
        self.begins = self.rng.randrange(4)
        self.lasts = self.rng.randint(1, 4)
        self.config = Config(data=self.folder / "data")
        self.source = self.folder / "report.md"

    @property
    def library_file(self) -> Path:
        return self.config.library_file

    @property
    def aside(self) -> Path:
        return self.folder / "aside.db"


# In the process of a trial


class Fault:
    """The library fails from `begin` to `end`."""

    def __init__(self, trial: Trial, app: BriefingApp) -> None:
        self._trial, self._store = trial, app.library._store
        self._other: apsw.Connection | None = None

    def begin(self) -> None:
        trial, connection = self._trial, self._store.database._connection
        if trial.fault == "full":
            sizes = [path.stat().st_size for path in trial.config.data.iterdir()]
            most = min(sizes) + self._trial.rng.randrange(_FULL)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        elif trial.fault == "locked":
            self._store.database.wait_at_most(200)
            self._other = apsw.Connection(str(trial.library_file))
            self._other.set_busy_timeout(5000)
            self._other.execute("BEGIN EXCLUSIVE")
        elif trial.fault == "read-only":
            connection.pragma("query_only", True)
        elif trial.fault in ("vanished", "replaced"):
            trial.library_file.rename(trial.aside)
            if trial.fault == "replaced":
                trial.library_file.write_bytes(trial.aside.read_bytes())

    def end(self) -> None:
        trial, connection = self._trial, self._store.database._connection
        if trial.fault == "full":
            most = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.setrlimit(resource.RLIMIT_FSIZE, most)
        elif self._other is not None:
            self._other.execute("ROLLBACK")
            self._other.close()
        elif trial.fault == "read-only":
            connection.pragma("query_only", False)
        elif trial.fault in ("vanished", "replaced"):
            trial.aside.rename(trial.library_file)


class Reader:
    """Presses keys and reports what was typed and what the screen acknowledged."""

    def __init__(self, trial: Trial, app: BriefingApp, pilot, report) -> None:
        self.trial, self.app, self.pilot, self.report = trial, app, pilot, report
        self.words = 0

    @property
    def screen(self):
        return self.app.screen_stack[0]

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)

    async def there(self, kind: type):
        """The field of the dialog that is open, None without one; it may take a while to come."""
        for _ in range(400):
            dialog = self.app.screen
            if isinstance(dialog, dialogs.NoteDialog | dialogs.LineDialog) and dialog.query(kind):
                return dialog.query_one(kind)
            await asyncio.sleep(0.02)
        return None

    def word(self) -> str:
        self.words += 1
        return f"w{self.trial.seed}x{self.words}y"

    async def said(self, key: str, begins: str) -> bool:
        status = self.screen.status
        status.sentence = ""
        self.app.clear_notifications()
        await self.press(key)
        await self.written()
        heard = [status.sentence, *(note.message for note in self.app._notifications)]
        return any(sentence.startswith(begins) for sentence in heard)

    async def written(self) -> None:
        """Wait until the library has what the keys asked for, or has failed."""
        while self.app.library.writer.busy:
            await asyncio.sleep(0.005)
        await self.pilot.pause()

    async def bookmark(self) -> None:
        if await self.said("m", "Bookmarked") or await self.said("m", "Bookmarked"):
            self.report(ack="bookmark")

    async def highlight(self) -> None:
        await self.press("right_curly_bracket")
        if await self.said("H", "Highlighted in yellow"):
            self.report(ack="highlight")

    async def write(self, kind: type, *, save: str) -> None:
        field = await self.there(kind)
        if isinstance(field, Input):
            field.value = ""
        word = self.word()
        await self.press(*word)
        await self.pilot.pause()
        if word in (field.value if isinstance(field, Input) else field.text):
            self.report(typed=word)
        await self.press(save)
        await self.written()
        if not isinstance(self.app.screen, dialogs.NoteDialog | dialogs.LineDialog):
            self.report(ack=word)
        else:
            await self.close_unkept()

    async def close_unkept(self) -> None:
        """Go on trying, or leave it, which puts it in a file, or let it stand."""
        what = self.trial.rng.random()
        if what < 0.5:
            await self.press("escape")
            await self.press("y")
        elif what < 0.8:
            await self.press("ctrl+s", "enter")

    async def note(self) -> None:
        await self.press("right_curly_bracket", "a")
        if await self.there(TextArea):
            await self.write(TextArea, save="ctrl+s")

    async def half_a_note(self) -> None:
        await self.press("right_curly_bracket", "a")
        if await self.there(TextArea):
            word = self.word()
            await self.press(*word)
            await self.pilot.pause()
            self.report(typed=word)
            await asyncio.sleep(self.trial.rng.random() * 0.3)
            await self.press("ctrl+s")

    async def title(self) -> None:
        await self.press("c", "enter")
        if await self.there(Input):
            await self.write(Input, save="enter")

    async def move(self) -> None:
        await self.press(self.trial.rng.choice(("j", "d", "right_square_bracket", "g")))

    async def wait(self) -> None:
        await asyncio.sleep(self.trial.rng.random() * 0.4)


async def read(trial: Trial, report) -> None:
    library = make_library(trial.config)
    source = str(trial.source)
    app = BriefingApp(library, (source,), library.open(source), ending=this_process)
    this_process.on_begin = app.leave_soon
    this_process.watch()
    fault, rng = Fault(trial, app), trial.rng
    acts = [name for name in ("bookmark", "note", "title") if rng.random() < 0.7]
    acts += rng.choices(("highlight", "note", "move", "wait", "wait"), k=rng.randint(2, 5))
    rng.shuffle(acts)
    if trial.end != "q":
        acts.append("half_a_note")
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            if trial.end == "kill -9":
                kill = threading.Timer(rng.random() * 4, os.kill, (os.getpid(), signal.SIGKILL))
                kill.start()
            reader = Reader(trial, app, pilot, report)
            for number, name in enumerate(acts):
                if len(app.screen_stack) > 1:
                    break
                if number == trial.begins:
                    fault.begin()
                if number == trial.begins + trial.lasts:
                    fault.end()
                report(act=name)
                await getattr(reader, name)()
            await end(trial, app, reader)
    finally:
        for rescued in library.drafts.rescue_all():
            report(rescued=str(rescued.path or ""), told=rescued.sentence)


async def end(trial: Trial, app: BriefingApp, reader: Reader) -> None:
    if trial.end == "kill -9":
        await asyncio.sleep(5)
    elif trial.end == "crash":
        app.call_later(lambda: 1 // 0)
        await reader.pilot.pause()
    elif trial.end == "q":
        await reader.press("ctrl+q")
    else:
        os.kill(os.getpid(), getattr(signal, trial.end))
        await asyncio.sleep(0.2)


def hold_back(trial: Trial) -> None:
    """Lets the rest of a text come after a while, or not at all."""
    finish = Ingestion.finish

    def wait_and_finish(self: Ingestion) -> Briefing:
        time.sleep(trial.delay)
        if trial.fails:
            raise WorkerError("It was stopped.")
        return finish(self)

    Ingestion.finish = wait_and_finish  # type: ignore[method-assign]


def child(trial: Trial, pipe: int) -> None:
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ["XDG_STATE_HOME"] = str(trial.folder / "state")
    os.environ["HOME"] = str(trial.folder)

    if not trial.real:
        hold_back(trial)

    def report(**said: str) -> None:
        os.write(pipe, (json.dumps(said) + "\n").encode())

    try:
        asyncio.run(read(trial, report))
    except ZeroDivisionError:
        pass
    except BaseException:
        report(error=traceback.format_exc())


# What became of it


def prepare(trial: Trial) -> None:
    trial.folder.mkdir(parents=True, exist_ok=True)
    trial.source.write_text(text_of(trial.rng, trial.large))
    if trial.fault == "in memory":
        trial.config.data.write_text("no folder")
    else:
        make_library(trial.config).close()


def lost(trial: Trial, said: list[dict[str, str]]) -> list[str]:
    """What was acknowledged or typed and is nowhere."""
    typed = [each["typed"] for each in said if "typed" in each]
    acks = Counter(each["ack"] for each in said if "ack" in each)
    files = [Path(each["rescued"]) for each in said if each.get("rescued")]
    files += Drafts(lambda: [(trial.folder / "state", ("briefing", "rescue"))]).leftovers()
    files += (trial.folder / "state").glob("briefing/rescue/*.txt")
    words = "".join(path.read_text() for path in set(files) if path.exists())
    words += "".join(each.get("told", "") for each in said)
    wrong = []
    if trial.fault != "in memory":
        kept, problems = kept_of(trial, acks)
        words, wrong = words + kept, wrong + problems
        wrong += [f"acknowledged {ack}" for ack in acks if ack.startswith("w") and ack not in kept]
    return [*wrong, *(f"typed {word}" for word in typed if word not in words)]


def kept_of(trial: Trial, acks: Counter[str]) -> tuple[str, list[str]]:
    """The words of the marks and titles in the library, and what is missing there."""
    if trial.aside.exists():
        trial.aside.replace(trial.library_file)
    library = make_library(trial.config)
    wrong = [f"the library: {library.warning}"] if library.warning else []
    counts = {
        "bookmark": len(library.annotations.all(Bookmark)),
        "highlight": len(library.annotations.all(Highlight)),
    }
    wrong += [f"acknowledged {name}" for name, count in counts.items() if count < acks[name]]
    found = library.open(str(trial.source)).finish()
    for kind in (Bookmark, Highlight, Note):
        for mark in library.annotations.all(kind):
            if mark.document != found.document.sha256:
                wrong.append(f"{kind.__name__} that is not in the text")
            elif mark.anchor.span.of(found.document.text) != mark.anchor.exact:
                wrong.append(f"{kind.__name__} that is in another place")
    rows = library._store.database.all(
        "SELECT body FROM mark UNION ALL SELECT body FROM correction"
    )
    library.close()
    return "\n".join(row[0] for row in rows), wrong


def run(trial: Trial) -> tuple[int, int, dict[str, object]]:
    """Starts a trial: its process, and where it reports."""
    prepare(trial)
    out, pipe = os.pipe()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        for descriptor in (1, 2):
            os.dup2(null, descriptor)
        try:
            child(trial, pipe)
        finally:
            os._exit(0)
    os.close(pipe)
    return pid, out, {"trial": trial, "data": b"", "until": time.monotonic() + _LONGEST}


def judged(known: dict[str, object], hung: bool) -> tuple[Trial, list[dict[str, str]], list[str]]:
    trial, data = known["trial"], known["data"]
    said = [json.loads(line) for line in data.split(b"\n")[:-1] if line]
    wrong = ["it hung"] if hung else []
    wrong += [each["error"] for each in said if "error" in each]
    wrong += lost(trial, said)
    return trial, said, wrong


def trials(seeds: range, at_once: int, folder: Path):
    """What became of each trial, as they end."""
    waiting, running = list(seeds), {}
    while waiting or running:
        while waiting and len(running) < at_once:
            seed = waiting.pop(0)
            pid, out, known = run(Trial(seed, folder / str(seed)))
            running[out] = (pid, known)
        ready, _, _ = select.select(list(running), [], [], 0.5)
        for out in list(running):
            pid, known = running[out]
            data = os.read(out, 1 << 16) if out in ready else b""
            known["data"] += data
            hung = time.monotonic() > known["until"]
            if (out in ready and not data) or hung:
                with_group(pid)
                os.waitpid(pid, 0)
                os.close(out)
                del running[out]
                yield judged(known, hung)


def with_group(pid: int) -> None:
    """Ends a trial's process and its workers."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def main(count: int = 500, first: int = 0, at_once: int = 2) -> None:
    gc.freeze()
    dialogs.NoteDialog, dialogs.LineDialog, dialogs.ChoiceDialog, dialogs.ConfirmDialog  # noqa: B018
    folder = Path(tempfile.mkdtemp(prefix="briefing-marking-"))
    hold_back(Trial(1, folder))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    table: dict[str, Counter[str]] = {}
    try:
        for trial, said, wrong in trials(range(first, first + count), at_once, folder):
            note_down(table.setdefault(trial.fault, Counter()), said, wrong)
            if wrong or count == 1:
                size = "large" if trial.large else "small"
                print(trial.seed, trial.fault, trial.end, size, flush=True)
                print(*said if count == 1 else "", *wrong, sep="\n  ", flush=True)
            shutil.rmtree(trial.folder, ignore_errors=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        show(table)


def note_down(row: Counter[str], said: list[dict[str, str]], wrong: list[str]) -> None:
    row["trials"] += 1
    row["typed"] += sum("typed" in each for each in said)
    row["acknowledged"] += sum("ack" in each for each in said)
    row["in files"] += sum(bool(each.get("rescued")) for each in said)
    row["lost"] += len(wrong)


def show(table: dict[str, Counter[str]]) -> None:
    columns = ("trials", "typed", "acknowledged", "in files", "lost")
    print("| fault |", " | ".join(columns), "|\n|---|" + "---|" * len(columns))
    for name, row in (*sorted(table.items()), ("all", sum(table.values(), Counter()))):
        print(f"| {name} |", " | ".join(str(row[column]) for column in columns), "|")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
