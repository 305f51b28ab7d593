"""Does to the library what happens to files: kills, two programs, full disks, no permission, damage.

python -m benchmarks.safety            prints the table that benchmarks/safety.md holds
python -m benchmarks.safety QUICK      the same with a hundredth of the counts
"""

import ctypes
import os
import random
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import apsw
from msgspec import Struct, field
from msgspec.structs import replace

from benchmarks.failing import KINDS, Plan, failing
from briefing.config import Config
from briefing.errors import InputError, StorageError
from briefing.library import maintenance, make_library
from briefing.model import Analysis, Bookmark, Briefing, Document, Highlight, Note, Section
from briefing.model.anchoring import make_anchor
from briefing.model.reading_place import Position
from briefing.model.section import SectionKind, TitleSource
from briefing.model.section_corrections import CorrectionAction, SectionCorrection
from briefing.model.span import Span
from briefing.storage.database import Database
from briefing.storage.import_journal import ImportAttempt, ImportJournal
from briefing.storage.records import to_index_record, to_record
from briefing.storage.repositories import Repositories
from briefing.storage.schema import VERSION
from briefing.storage.search_index import SearchIndex

TIME = datetime(2026, 1, 2, tzinfo=UTC)


def briefing_of(number: int) -> Briefing:
    text = f"Harbour {number}\n\n" + f"The ferry number {number} sails at noon.\n\n" * 20
    section = Section(SectionKind.ISSUE, "Ferry", TitleSource.INFERRED, Span(0, len(text)))
    document = Document(text, title=f"Harbour {number}", source=f"/texts/{number}.txt")
    return Briefing(document, Analysis((section,)))


BRIEFINGS = [briefing_of(number) for number in range(30)]


def mark_of(id: str) -> Note:
    document = BRIEFINGS[0].document
    return Note(id, document.sha256, make_anchor(document.text, Span(11, 31)), "Ferry", TIME, id)


def bookmark_of(id: str) -> Bookmark:
    mark = mark_of(id)
    return Bookmark(id, mark.document, mark.anchor, mark.section_title, TIME, "kept")


class Found(Struct, frozen=True):
    """What is in a library now."""

    sound: bool
    ids: frozenset[str]
    warning: str | None


def found_in(path: Path) -> Found:
    """Opens the library as the next start of the program does."""
    store = Repositories(Database(path))
    try:
        sound = store.database.all("PRAGMA integrity_check") == [("ok",)]
        sound = sound and store.database.all("PRAGMA foreign_key_check") == []
        ids = frozenset(mark.id for mark in store.annotations.all())
        return Found(sound, ids, store.database.warning)
    finally:
        store.database.close()


@contextmanager
def child(work: Callable[[int], None]) -> Iterator[tuple[int, int]]:
    """A process that does `work` with a pipe to write to; its id, and the pipe's end to read."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        code = 1
        try:
            os.close(reading)
            work(writing)
            code = 0
        except BaseException:
            os.write(writing, traceback.format_exc().encode())
        finally:
            os._exit(code)
    os.close(writing)
    try:
        yield process, reading
    finally:
        os.close(reading)


def told_by(work: Callable[[int], None]) -> tuple[list[str], int]:
    """What a process that does `work` wrote, line by line, and its exit code."""
    with child(work) as (process, reading):
        lines = read_all(reading)
        return lines, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def read_all(reading: int) -> list[str]:
    parts = []
    while part := os.read(reading, 1 << 16):
        parts.append(part)
    return b"".join(parts).decode().split("\n")[:-1]


# Killed


def busy_writer(path: Path, seed: int) -> Callable[[int], None]:
    """Writes all that the program writes, for ever, and acknowledges marks."""

    def work(tell: int) -> None:
        chance, store, number = random.Random(seed), Repositories(Database(path)), 0
        store.documents.keep(BRIEFINGS[0])
        while True:
            number += 1
            mark = mark_of(f"{seed}-{number}")
            store.annotations.keep(mark)
            os.write(tell, f"{mark.id}\n".encode())
            other = chance.choice(BRIEFINGS)
            if chance.random() < 0.3:
                store.documents.keep(other)
            if chance.random() < 0.2:
                SearchIndex(store.database).put(other)
            if chance.random() < 0.2:
                store.settings.keep("theme", number)
            if chance.random() < 0.1:
                store.annotations.keep(replace(mark, body="changed"))

    return work


class Kills(Struct):
    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    unsound: int = 0
    warned: int = 0


def kills(folder: Path, rounds: int, *, renewed: int = 50, longest: float = 0.3) -> Kills:
    """Kills a writer at random moments, and after each looks for what it had acknowledged."""
    chance, result, kept = random.Random(7), Kills(), set[str]()
    path = folder / "library.db"
    for seed in range(rounds):
        if seed % renewed == 0:
            for part in folder.iterdir():
                part.unlink()
            kept = set()
        with child(busy_writer(path, seed)) as (process, reading):
            time.sleep(chance.uniform(0, longest))
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            fresh = read_all(reading)
        kept |= set(fresh)
        now = found_in(path)
        result.rounds += 1
        result.acknowledged += len(fresh)
        result.lost += len(kept - now.ids)
        result.unsound += not now.sound
        result.warned += now.warning is not None
    return result


def restores(folder: Path, rounds: int) -> Kills:
    """Kills a restore at random moments: the library is the one before or the one restored, whole."""
    chance, result = random.Random(11), Kills()
    config, copies = Config(data=folder), []
    for name in "ab":
        store = Repositories(Database(config.library_file))
        store.documents.keep(BRIEFINGS[0])
        for number in range(50):
            store.annotations.keep(mark_of(f"{name}-{number}"))
        store.database.close()
        copies.append((folder / f"copy-{name}", found_in(config.library_file).ids))
        maintenance.back_up(config, copies[-1][0])
    now = copies[1][1]
    for number in range(rounds):
        copy, marks = copies[number % 2]
        with child(lambda tell, copy=copy: restored(config, copy, tell)) as (process, reading):
            time.sleep(chance.uniform(0, 0.06))
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            done = read_all(reading) == ["done"]
        found = found_in(config.library_file)
        result.rounds += 1
        result.acknowledged += done
        result.unsound += not found.sound
        result.warned += found.warning is not None
        result.lost += found.ids != marks and (done or found.ids != now)
        now = found.ids
        for part in folder.glob("library.db.before-*"):
            part.unlink()
    return result


def restored(config: Config, copy: Path, tell: int) -> None:
    maintenance.restore_library(config, copy)
    os.write(tell, b"done\n")
    time.sleep(1)


# Together


def mark_writer(path: Path, name: str, marks: int) -> Callable[[int], None]:
    def work(tell: int) -> None:
        store = Repositories(Database(path))
        store.documents.keep(BRIEFINGS[0])
        for number in range(marks):
            store.annotations.keep(mark_of(f"{name}-{number}"))
            os.write(tell, f"{name}-{number}\n".encode())
        store.database.close()

    return work


class Together(Struct):
    acknowledged: int
    lost: int
    imported: int
    sound: bool
    codes: tuple[int, int, int]
    seconds: float


def together(folder: Path, marks: int, files: int) -> Together:
    """Two programs write marks while a third imports a folder."""
    path, texts = folder / "briefing" / "library.db", folder / "texts"
    texts.mkdir()
    for number in range(files):
        (texts / f"{number}.md").write_text(f"# Text {number}\n\nThe ferry sails at {number}.\n")
    began = time.monotonic()
    command = [sys.executable, "-m", "briefing", "import", "--no-entities", str(texts)]
    homes = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    importing = subprocess.Popen(
        command, env=os.environ | homes, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    works = [mark_writer(path, name, marks // 2) for name in "ab"]
    with child(works[0]) as (one, first), child(works[1]) as (two, second):
        told = [line for part in (first, second) for line in read_all(part) if line[1:2] == "-"]
        codes = [os.waitstatus_to_exitcode(os.waitpid(id, 0)[1]) for id in (one, two)]
    codes.append(importing.wait())
    seconds = round(time.monotonic() - began, 1)
    now = found_in(path)
    store = Repositories(Database(path))
    imported = len(store.documents.hashes()) - 1
    store.database.close()
    lost = len(set(told) - now.ids)
    return Together(len(told), lost, imported, now.sound, tuple(codes), seconds)


# Where nothing can be written


class Refused(Struct):
    acknowledged: int
    lost: int
    sound: bool
    sentence: str
    readable: bool
    """Whether a text could be read, and the library asked, after the refusal."""
    after: bool
    """Whether writing goes on when there is room again."""


def until_refused(path: Path, limit: Callable[[], None]) -> Callable[[int], None]:
    """Writes marks until that is refused, says why, and then reads."""

    def work(tell: int) -> None:
        store = Repositories(Database(path))
        for briefing in BRIEFINGS:
            store.documents.keep(briefing)
        limit()
        try:
            for number in range(100_000):
                store.annotations.keep(mark_of(f"m-{number}"))
                os.write(tell, f"m-{number}\n".encode())
        except StorageError as error:
            os.write(tell, f"! {error}\n".encode())
        known = BRIEFINGS[3].document.sha256
        if store.documents.briefing(known) == BRIEFINGS[3] and len(
            store.documents.recent(99)
        ) == len(BRIEFINGS):
            os.write(tell, b"? read\n")

    return work


def refused(path: Path, limit: Callable[[], None]) -> tuple[Refused, set[str]]:
    lines, _ = told_by(until_refused(path, limit))
    told = {line for line in lines if line.startswith("m-")}
    found = Refused(
        acknowledged=len(told),
        lost=0,
        sound=False,
        sentence=next((line[2:] for line in lines if line.startswith("! ")), ""),
        readable="? read" in lines,
        after=False,
    )
    return found, told


def limit_files(size: int) -> Callable[[], None]:
    """A disk that is full when a file has `size` bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def full(path: Path, limit: Callable[[], None], room: Callable[[], None] = lambda: None) -> Refused:
    """Writes to a disk until it is full; what was acknowledged has to be there when there is room again."""
    result, told = refused(path, limit)
    room()
    now = found_in(path)
    result.lost, result.sound = len(told - now.ids), now.sound
    store = Repositories(Database(path))
    store.annotations.keep(mark_of("after"))
    store.database.close()
    result.after = "after" in found_in(path).ids
    return result


def full_file_system(folder: Path, size: int) -> Refused | None:
    """The same on a small file system of its own; None where none can be made."""
    place = folder / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True).returncode:
        return None

    def room() -> None:
        subprocess.run(["mount", "-o", f"remount,size={size * 8}", str(place)], check=True)

    try:
        return full(place / "library.db", lambda: None, room)
    finally:
        subprocess.run(["umount", str(place)], check=True)


def obey_permissions() -> None:
    """Gives up the superuser's right to write where the permissions say no (capset(2))."""
    if os.getuid() == 0:
        head = struct.pack("=Ii", 0x20080522, 0)
        if ctypes.CDLL(None, use_errno=True).capset(head, bytes(24)):
            raise OSError(ctypes.get_errno(), "capset")


def read_only(folder: Path) -> Refused:
    """A home that was made read-only: by its permissions, for an ordinary user."""
    source, data = folder / "text.md", folder / "home"
    source.write_text("# Text\n\nThe ferry sails.\n")
    data.mkdir()
    path = data / "library.db"
    store = Repositories(Database(path))
    store.documents.keep(BRIEFINGS[0])
    for number in range(10):
        store.annotations.keep(mark_of(f"m-{number}"))
    store.database.close()
    told = {f"m-{number}" for number in range(10)}
    path.chmod(0o400)
    data.chmod(0o500)

    def work(tell: int) -> None:
        obey_permissions()
        library = make_library(Config(data=data))
        os.write(tell, f"! {library.warning}\n".encode())
        text = library.open(str(source)).finish().document.text
        if "ferry" in text and len(library.annotations.all(Note)) == 10:
            os.write(tell, b"? read\n")

    lines, _ = told_by(work)
    data.chmod(0o700)
    path.chmod(0o600)
    now = found_in(path)
    store = Repositories(Database(path))
    store.annotations.keep(mark_of("after"))
    store.database.close()
    return Refused(
        len(told),
        len(told - now.ids),
        now.sound,
        next((line[2:] for line in lines if line.startswith("! ")), ""),
        "? read" in lines,
        "after" in found_in(path).ids,
    )


def newer(folder: Path) -> Refused:
    """A library that a newer version wrote: it is not touched."""
    path, source = folder / "library.db", folder / "text.md"
    source.write_text("# Text\n\nThe ferry sails.\n")
    store = Repositories(Database(path))
    store.documents.keep(BRIEFINGS[0])
    store.annotations.keep(mark_of("m"))
    store.database.close()
    connection = apsw.Connection(str(path))
    connection.pragma("user_version", VERSION + 1)
    connection.close()
    before = path.read_bytes()
    library = make_library(Config(data=folder))
    readable = "ferry" in library.open(str(source)).finish().document.text
    warning = library.warning or ""
    library.close()
    same = path.read_bytes() == before
    connection = apsw.Connection(str(path))
    connection.pragma("user_version", VERSION)
    connection.close()
    return Refused(1, len({"m"} - found_in(path).ids), same, warning, readable, True)


# A disk that fails


class Failing(Struct):
    """What came of sessions on a disk that fails."""

    rounds: int = 0
    reached: int = 0
    """How many sessions did so much that a call failed."""
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Errors that are no sentence of ours."""
    sentences: set[str] = field(default_factory=set)


Kept = tuple[str, Callable[[Repositories], bool]]
"""What was acknowledged, and whether a library has it."""


class Session:
    """Does all that the program writes, step by step, whatever fails."""

    def __init__(self, folder: Path, result: Failing) -> None:
        self._folder, self._result = folder, result
        self.path = folder / "library.db"
        self.kept: list[Kept] = []
        self.copies: list[tuple[Path, int]] = []
        self._store: Repositories | None = None

    def run(self) -> None:
        for number in range(2):
            if self._step(self._open):
                for step in (self._read, self._mark, self._decide, self._import, self._back_up):
                    self._step(step, number)
                self._step(self._close)

    def _step(self, step: Callable[..., None], *values: int) -> bool:
        try:
            step(*values)
            return True
        except (StorageError, InputError) as error:
            self._result.sentences.add(str(error).replace(str(self._folder), "…"))
        except Exception as error:
            self._result.wrong.append(f"{step.__name__}: {error!r}")
        return False

    def _open(self) -> None:
        self._store = Repositories(Database(self.path))

    def _acknowledge(self, what: str, test: Callable[[Repositories], bool]) -> None:
        self.kept.append((what, test))

    def _read(self, number: int) -> None:
        for briefing in BRIEFINGS[10 * number : 10 * number + 3]:
            self._store.documents.keep(briefing)
            sha = briefing.document.sha256
            self._acknowledge("text", lambda s, sha=sha, b=briefing: s.documents.briefing(sha) == b)
            SearchIndex(self._store.database).put(briefing)

    def _mark(self, number: int) -> None:
        document = BRIEFINGS[0].document
        anchor = make_anchor(document.text, Span(11, 31))
        for kind, more in ((Bookmark, "note"), (Highlight, "yellow"), (Note, "body")):
            id = f"{kind.__name__}-{number}"
            mark = kind(id, document.sha256, anchor, "Ferry", TIME, more)
            self._store.annotations.keep(mark)
            self._acknowledge(id, lambda s, k=kind, m=mark: m in s.annotations.of_kind(k))

    def _decide(self, number: int) -> None:
        store, sha = self._store, BRIEFINGS[0].document.sha256
        anchor = make_anchor(BRIEFINGS[0].document.text, Span(11, 31))
        made = SectionCorrection(CorrectionAction.RENAME, anchor, str(number))
        store.corrections.add(sha, made)
        self._acknowledge(
            "correction", lambda s: made in s.corrections.of_kind(SectionCorrection, sha)
        )
        if store.documents.briefing(sha):
            store.places.keep_position(sha, Position(number + 7, 1))
            self._acknowledge("position", lambda s: s.places.position(sha).offset >= number + 7)
        store.settings.keep(f"theme-{number}", number)
        self._acknowledge("setting", lambda s: s.settings.get(f"theme-{number}") == number)

    def _import(self, number: int) -> None:
        for briefing in BRIEFINGS[10 * number + 4 : 10 * number + 9]:
            found = (to_record(briefing), to_index_record(briefing))
            name, sha = briefing.document.source, briefing.document.sha256
            ImportJournal(self._store.database).keep(
                [ImportAttempt(name, 1, 1, False, "", (found,))]
            )
            self._acknowledge("import", lambda s, sha=sha: s.documents.briefing(sha) is not None)

    def _back_up(self, number: int) -> None:
        copy = self._folder / f"copy-{number}"
        maintenance.back_up(Config(data=self._folder), copy)
        self.copies.append((copy, len(self.kept)))

    def _close(self) -> None:
        store, self._store = self._store, None
        store.database.close()


def failures(folder: Path, plans: Iterable[Plan]) -> Failing:
    """Runs a session for each plan, then looks on a disk that is whole for all that was acknowledged."""
    result, ended = Failing(), set[tuple[str, int]]()
    for number, plan in enumerate(plans):
        if (plan.kind, plan.length) in ended:
            continue
        place = make(folder, number)
        session = Session(place, result)
        with failing(plan):
            session.run()
            del session._store
        result.rounds += 1
        result.reached += plan.failed > 0
        if not plan.failed:  # A session has not so many calls of this kind.
            ended.add((plan.kind, plan.length))
        result.acknowledged += len(session.kept)
        _examine(session.path, session.kept, plan, result)
        for copy, count in session.copies:
            _examine(copy, session.kept[:count], plan, result)
        shutil.rmtree(place)
    return result


def _examine(path: Path, kept: list[Kept], plan: Plan, result: Failing) -> None:
    where = f"{plan.kind} {plan.at} of {plan.length}, {path.name}"
    store = Repositories(Database(path))
    try:
        sound = store.database.warning is None and store.database.all("PRAGMA integrity_check") == [
            ("ok",)
        ]
        sound = sound and store.database.all("PRAGMA foreign_key_check") == []
        with store.database.write() as database:
            for table in ("passage", "heading"):
                database.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        if not sound:
            result.unsound.append(f"{where}: {store.database.warning}")
        result.lost += [f"{where}: {what}" for what, there in kept if not there(store)]
    except StorageError as error:
        result.unsound.append(f"{where}: {error}")
    finally:
        store.database.close()


FOR_EVER = 1 << 40
WAYS = [(kind, 1) for kind in KINDS if kind != "full"]
WAYS += [(kind, FOR_EVER) for kind in ("write", "sync", "open", "full")]
"""What fails, and how often one after the other."""


def plans(numbers: Iterable[int], ways: Iterable[tuple[str, int]] = WAYS) -> Iterator[Plan]:
    """The call that fails, by its number, in each of some ways."""
    for at in numbers:
        yield from (Plan(kind, at, length) for kind, length in ways)


# Damage


class Damage(Struct):
    rounds: int = 0
    pages: int = 0
    """How many pages were overwritten in all."""
    aside: int = 0
    """How often the damaged library was kept byte for byte."""
    sound: int = 0
    """How often what came of it is sound."""
    marks: int = 0
    texts: int = 0
    """How many of all marks and texts were saved."""
    of_marks: int = 0
    of_texts: int = 0


def damage(folder: Path, rounds: int, marks: int = 300) -> Damage:
    """Overwrites pages of a library at random, one to five, then mends it."""
    from briefing.storage.recovery import examine

    chance, result, path = random.Random(3), Damage(), folder / "library.db"
    store = Repositories(Database(path))
    for briefing in BRIEFINGS:
        store.documents.keep(briefing)
        SearchIndex(store.database).put(briefing)
    for number in range(marks):
        store.annotations.keep(bookmark_of(f"m-{number}"))
    store.database.close()
    made, size = path.read_bytes(), 8192
    for _ in range(rounds):
        for part in folder.iterdir():
            part.unlink()
        spoiled = bytearray(made)
        count = chance.randint(1, 5)
        for _ in range(count):
            at = chance.randrange(len(made) // size) * size
            spoiled[at : at + size] = chance.choice([chance.randbytes(size), bytes(size)])
        path.write_bytes(spoiled)
        path.chmod(0o600)
        examine.repair_library(path, lambda line: None)
        kept = [*folder.glob("library.db.damaged-*[0-9]"), *folder.glob("*.before-doctor-*")]
        result.rounds += 1
        result.pages += count
        result.aside += any(part.read_bytes() == spoiled for part in kept) or not kept
        now = found_in(path)
        result.sound += now.sound and examine.examine_library(path) == []
        store = Repositories(Database(path))
        result.marks += len(now.ids)
        result.texts += sum(store.documents.briefing(b.document.sha256) == b for b in BRIEFINGS)
        store.database.close()
        result.of_marks += marks
        result.of_texts += len(BRIEFINGS)
    return result


# All of it


def main(part: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folders = (make(Path(name), number) for number in range(10))
        killed = kills(next(folders), 1000 // part)
        print(
            f"| kill -9 at a random moment, {killed.rounds} times | {killed.acknowledged} marks "
            f"acknowledged, {killed.lost} lost; {killed.unsound} libraries unsound, "
            f"{killed.warned} set aside |",
            flush=True,
        )
        put = restores(next(folders), 300 // part)
        print(
            f"| kill -9 while a backup is restored, {put.rounds} times | {put.acknowledged} restores "
            f"done; {put.lost} libraries neither the old nor the new one, {put.unsound} unsound |",
            flush=True,
        )
        both = together(next(folders), 10_000 // part, 500 // part)
        print(
            f"| two programs write {both.acknowledged} marks while a third imports {both.imported} "
            f"files | {both.lost} lost; sound: {both.sound}; exit codes {both.codes}; "
            f"{both.seconds} s |",
            flush=True,
        )
        limited = full(next(folders) / "library.db", limit_files(4 << 20))
        say("a limit of 4 MB a file (RLIMIT_FSIZE)", limited)
        small = full_file_system(next(folders), 16 << 20)
        if small:
            say("a file system of 16 MB that fills", small)
        say("a home that may not be written", read_only(next(folders)))
        say("a library of a newer version", newer(next(folders)))
        say_failing(failures(next(folders), plans(range(1, 401, 1 if part == 1 else 40))))
        spoilt = damage(next(folders), 300 // part)
        print(
            f"| {spoilt.pages} pages overwritten in {spoilt.rounds} libraries | "
            f"{spoilt.marks} of {spoilt.of_marks} marks and {spoilt.texts} of {spoilt.of_texts} "
            f"texts saved; {spoilt.sound} sound afterwards, {spoilt.aside} kept as they were |"
        )


def make(folder: Path, number: int) -> Path:
    found = folder / str(number)
    found.mkdir()
    return found


def say(what: str, found: Refused) -> None:
    print(
        f"| {what} | {found.acknowledged} marks acknowledged, {found.lost} lost; "
        f"sound: {found.sound}; reads on: {found.readable}; writes again: {found.after}; "
        f"“{found.sentence}” |",
        flush=True,
    )


def say_failing(found: Failing) -> None:
    print(
        f"| the nth write, flush, truncation or opening fails, once or from then on, n to 400: "
        f"{found.rounds} sessions, {found.reached} of them with a failure | "
        f"{found.acknowledged} writes acknowledged, {len(found.lost)} lost; {len(found.unsound)} "
        f"libraries unsound; {len(found.wrong)} errors that are no sentence |",
        flush=True,
    )


if __name__ == "__main__":
    main(100 if "QUICK" in sys.argv else 1)
