"""Kills the program with SIGKILL while it follows, merges and splits stories, makes digests, and fetches.

python -m benchmarks.story_kills FOLDER [KILLS]   makes libraries in FOLDER; prints rows of benchmarks/story_kills.md
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.generated import VOCABULARY
from benchmarks.killed_process import run_until
from briefing.config import Config
from briefing.library import Library, make_library
from briefing.model import Analysis, Briefing, Document, Section, SectionKind, Span, TitleSource
from briefing.storage.search_index import SearchIndex

_TEXTS, _OF_EACH = 24, 3
State = tuple[object, ...]


def accounts() -> Iterator[Briefing]:
    """Each story in three sources."""
    for number in range(_TEXTS):
        chance = random.Random(number // _OF_EACH)
        words = chance.sample(VOCABULARY[2000:], 90)
        random.Random(number).shuffle(words)
        text = f"{' '.join(words).capitalize()}. Told as number {number}."
        title, span = f"Title {number}", Span(0, len(text))
        document = Document(text, title=title, agency=f"Outlet {number}", source=f"{number}.txt")
        section = Section(SectionKind.ISSUE, title, TitleSource.DOCUMENT, span)
        yield Briefing(document, Analysis((section,), (), ()))


def fill(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    library = make_library(Config(data=folder))
    index = SearchIndex(library._store.database)
    for made in accounts():
        library._store.documents.keep(made)
        index.put(made)
    library.stories.join()
    for number, story in enumerate(library.stories.all()[:3]):
        library.followed.follow(story, f"Story {number}")
    library.close()


def followed(library: Library) -> State:
    pages = [library.followed.page(each.id) for each in library.followed.all()]
    return tuple(
        (page.followed.name, tuple(sorted(issue.sha256 for issue in page.issues)))
        for page in pages
        if page is not None
    )


def digested(library: Library) -> State:
    rows = library._store.database.all("SELECT sha256, reported FROM document ORDER BY id")
    return (library._store.settings.get("digest"), tuple(rows))


def _follow(library: Library) -> None:
    library.followed.follow(library.stories.all()[3], "New")


def _merge(library: Library) -> None:
    library.followed.merge(*(each.id for each in library.followed.all()[:2]))


def _split(library: Library) -> None:
    first = library.followed.all()[0].id
    page = library.followed.page(first)
    assert page is not None
    library.followed.split(first, page.issues[:1], "Half")


def _digest(library: Library) -> None:
    library.digests.make("")


CHANGES: dict[str, tuple[Callable[[Library], None], Callable[[Library], State]]] = {
    "following": (_follow, followed),
    "merging": (_merge, followed),
    "splitting": (_split, followed),
    "a digest": (_digest, digested),
}


def kill_changes(folder: Path, kills: int) -> Iterator[tuple[str, str]]:
    """A fork of this program, killed at a call or a return of a function, late ones mostly: the change is wholly there, or not at all."""
    fill(start := folder / "start")
    for name, (change, state) in CHANGES.items():
        before, after, steps = _state(start, state), *_outcome(start, folder, change, state)
        chance, counts = random.Random(7), [0, 0, 0]
        for _ in range(kills):
            copy = _copied(start, folder)
            _fork(copy, change, steps - 1 - int(steps * chance.random() ** 4))
            found = _state(copy, state)
            counts[0 if found == before else 1 if found == after else 2] += 1
        yield f"{name}, killed {kills} times: not there, there, between", str(counts)[1:-1]


def _outcome(
    start: Path, folder: Path, change: Callable[[Library], None], state: Callable[[Library], State]
) -> tuple[State, int]:
    copy = _copied(start, folder)
    steps = _fork(copy, change, -1)
    return _state(copy, state), steps


def _copied(start: Path, folder: Path) -> Path:
    shutil.rmtree(copy := folder / "copy", ignore_errors=True)
    shutil.copytree(start, copy)
    return copy


def _state(folder: Path, state: Callable[[Library], State]) -> State:
    library = make_library(Config(data=folder))
    try:
        return state(library)
    finally:
        library.close()


def _fork(folder: Path, change: Callable[[Library], None], step: int) -> int:
    """Returns the number of steps, if it was not killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        library = make_library(Config(data=folder))
        at = run_until(step, lambda: change(library))
        os.write(writing, b"%d" % at)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        steps = int(told.read() or 0)
    os.waitpid(child, 0)
    return steps


def kill_fetches(folder: Path, kills: int) -> Iterator[tuple[str, str]]:
    """The program, killed after some hundredths of a second, and started again until all came."""
    shutil.rmtree(folder, ignore_errors=True)
    (watched := folder / "files").mkdir(parents=True)
    for part in ("new", "cur", "tmp"):
        (folder / "mail" / part).mkdir(parents=True)
    for number, made in enumerate(accounts()):
        text = made.document.text
        (watched / f"{number}.txt").write_text(text)
        mail = f"From: a@b.example\nSubject: {number}\n\nAs a mail: {text}\n"
        (folder / "mail" / "new" / f"{number}.x").write_text(mail)
    for file in watched.iterdir():
        os.utime(file, (time.time() - 100,) * 2)
    (folder / "briefing").mkdir()
    (folder / "briefing" / "config.toml").write_text(
        f'[fetch]\nfolders = ["{watched}"]\nmaildirs = ["{folder / "mail"}"]\n'
    )
    chance, killed = random.Random(3), 0
    for _ in range(kills):
        killed += _fetch(folder, chance.random() * 2.5)
    _fetch(folder, 600)
    library = make_library(Config(data=folder / "briefing"))
    kept = library._store.database.all(
        "SELECT count(*), count(DISTINCT d.sha256) FROM document d JOIN source s ON s.sha256 = d.sha256"
    )
    library.close()
    yield (
        f"fetching {2 * _TEXTS} files and mails, killed {killed} times of {kills}: kept, different ones",
        str(kept[0])[1:-1],
    )


def _fetch(folder: Path, seconds: float) -> bool:
    """Whether it was killed."""
    home = {name: str(folder) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    command = [sys.executable, "-m", "briefing", "fetch"]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **home})
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
        return True
    return False


if __name__ == "__main__":
    folder, kills = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 50
    for rows in (kill_changes(folder / "changes", kills), kill_fetches(folder / "fetches", kills)):
        for what, figure in rows:
            print(f"| {what} | {figure} |", flush=True)
