"""Makes hostile files of every format, and gives each to `briefing show` and to the reader.

usage: PYTHONPATH=. python -m benchmarks.hostile [--screens EVERY] [--first N] [--only printed|drawn] [--list]
With --first, only the files from the Nth on are tried, and nothing is written.
An escape is a control byte in what the program prints or draws that is not its own; a failure is exit code 1, a
traceback, a crash, or an answer that does not come in 45 seconds. Writes benchmarks/hostile.md.
"""

import argparse
import contextlib
import datetime
import functools
import io
import json
import multiprocessing
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from html import escape
from pathlib import Path

from benchmarks.terminal import Terminal
from tests.sources.articles import ARTICLES
from tests.sources.blame import wrongly_blamed
from tests.sources.makers import MAKERS
from tests.sources.mutating import mutated
from tests.sources.test_traps import TRAPS, docx, epub, odt

HERE = Path(__file__).parent
PATIENCE = 45.0
VERBOSE = bool(os.environ.get("HOSTILE_VERBOSE"))
SAID = {
    "shape empty.txt": "is empty",
    "shape spaces.txt": "contains no text",
    "shape bom.txt": "contains no text",
    "shape nul.txt": "is not text",
    "shape random.bin": "is not text",
    "shape zip.docx": "is a damaged file",
    "shape nested.epub": "is a damaged file",
    "shape truncated.pdf": "is a PDF that cannot be opened",
    "shape ole.msg": "is a damaged Outlook message",
    "shape list.opml": "is a list of feeds",
    "shape comments.xml": "is a feed without entries",
    "shape frames.html": "is a page without text",
    "pdf, forms in a loop": "may be damaged",
    "pdf, a bomb": "contains only pictures of its pages",
    "deep": "is nested too deeply|^$",
    "docx, a bomb": "unpacks to more than a document may contain",
    "docx, entity": "declares entities",
    "odt, entity": "declares entities",
    "odt, laughs": "declares entities",
    "mail, parts in parts": "too many nested messages",
    "denied.txt": "ask its owner for access",
    "denied too.txt": "ask its owner for access",
    "fifo.txt": "sent nothing for",
    "folder.txt": "contains no readable files",
    "loop.txt": "is a link to itself",
    "dangling.txt": "does not exist",
    "sparse.txt": "is larger than the limit",
    "zero": "is a device",
    "null": "is a device",
    "~nosuch": "does not exist",
}
"""How the names of files end of which something must be said, and what."""
FORMATS = {"eml": "mail", "xml": "feed", **{name: name for name in MAKERS}}
"""The format of which a file is, by the ending of its name."""
NOBODY = 65534
MARK = "4242"
"""Stands in every payload, so that what comes of it is known."""
PAYLOADS = {
    "csi": f"\x1b[{MARK}mred",
    "query": f"\x1b[{MARK}t\x1b[6n\x1b[c",
    "osc title": f"\x1b]0;{MARK}\x07",
    "osc 52": f"\x1b]52;c;{MARK}\x1b\\",
    "osc 8": f"\x1b]8;;http://{MARK}.example\x1b\\here\x1b]8;;\x1b\\",
    "dcs": f"\x1bP{MARK}q\x1b\\",
    "apc": f"\x1b_G{MARK}\x1b\\",
    "pm and sos": f"\x1b^{MARK}\x1b\\\x1bX{MARK}\x1b\\",
    "c1 csi": f"\x9b{MARK}m",
    "c1 osc": f"\x9d0;{MARK}\x9c",
    "c1 dcs": f"\x90{MARK}q\x9c",
    "reset": f"\x1bc\x1b(0{MARK}",
    "overwriting": f"honest\r{MARK}\x08\x08\x08\x7f",
    "bells": f"\x07\x0e\x0f\x05{MARK}",
    "bidi": f"\u202e{MARK}\u2066\u200f",
    "tags": f"{MARK}\U000e0041\U000e007f",
    "lines": f"{MARK}\x0b\x0c\x1c\x1d\x85\u2028\u2029",
    "markup": f"[@click=app.quit]{MARK}[/] [/x] [bold",
    "formula": f"=cmd|{MARK}",
}
COMMENTS = "<!-- words -->\n"


def carriers(payload: str) -> dict[str, bytes]:
    """A payload in each place that a format has for it."""
    inside = escape(payload).replace("\x1b", "&#27;").replace("\x9b", "&#155;")
    xml = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", escape(payload))
    line = payload.replace("\r", " ").replace("\n", " ")
    rtf = "".join(rf"\u{ord(sign)}?" if ord(sign) < 32768 else "?" for sign in payload)
    core = f"<cp xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{xml}</dc:title></cp>"
    return {
        "body.txt": f"A title\n\nWords {payload} and words.\n".encode(),
        "title.md": f"# {payload}\n\n[{payload}](<{payload}>) ![{payload}](x.png)\n".encode(),
        "code.md": f"```{payload}\n{payload}\n```\n\n| {payload} | b |\n|---|---|\n| {payload} | c |\n".encode(),
        "front.md": f"---\ntitle: {line}\nauthor: {line}\ndate: {line}\n---\n\nWords.\n".encode(),
        "page.html": f"<html><head><title>{inside}</title></head><body><h1>{inside}</h1><p>{inside} words {payload}</p></body></html>".encode(),
        "mail.eml": f"From: {line} <a@b.example>\nSubject: {line}\nDate: {line}\nMessage-ID: <1>\nMIME-Version: 1.0\n\n{payload}\n".encode(),
        "rich.rtf": (r"{\rtf1{\info{\title " + rtf + "}}" + rtf + " words}").encode(),
        "feed.xml": f"<rss version='2.0'><channel><title>{inside}</title><item><title>{inside}</title><description>{inside}</description></item></channel></rss>".encode(),
        "office.docx": docx(f"<w:p><w:r><w:t>{xml}</w:t></w:r></w:p>"),
        "office.odt": odt(f"<text:h>{xml}</text:h><text:p>{xml}</text:p>"),
        "book.epub": epub(
            f"<package><metadata>{core}</metadata><manifest><item id='a' href='c.xhtml'/></manifest>"
            "<spine><itemref idref='a'/></spine></package>"
        ),
    }


def shapes() -> dict[str, bytes]:
    """Files that are too deep, too wide, in odd encodings, or another thing than they say."""
    return {
        "empty.txt": b"",
        "spaces.txt": b" \n\t\n" * 999,
        "nul.txt": bytes(9999),
        "bom.txt": b"\xef\xbb\xbf",
        "utf16.txt": "Words of it.\n".encode("utf-16"),
        "utf16-bare.txt": ("Words of it.\n" * 9).encode("utf-16-le"),
        "utf32.txt": "Words of it.\n".encode("utf-32"),
        "latin.txt": "Wörter für éinen.\n".encode("latin-1") * 9,
        "shift-jis.txt": ("日本語の文章です。\n" * 9).encode("shift-jis"),
        "koi8.txt": ("Слова и слова.\n" * 9).encode("koi8-r"),
        "bad-utf8.txt": b"Words \xff\xfe\xc0\x80 and \xed\xa0\x80 words.\n" * 9,
        "random.bin": bytes(i * i * 7 % 251 for i in range(50_000)),
        "line.txt": b"x" * 2_000_000,
        "punctuation.txt": b"=" * 200_000,
        "quotes.md": b">" * 5000 + b" deep",
        "lists.md": b"".join(b"  " * i + b"- item\n" for i in range(300)),
        "brackets.md": b"[" * 50_000 + b"]" * 50_000,
        "stars.md": b"*a " * 30_000,
        "backticks.md": b"".join(b"`" * i + b" " for i in range(400)),
        "references.md": b"".join(b"[%d]: <%d>\n" % (i, i) for i in range(20_000)) + b"words",
        "table.md": b"|a" * 3000 + b"|\n" + b"|-" * 3000 + b"|\n" + b"|x" * 3000 + b"|\n",
        "rows.md": b"|a|b|\n|-|-|\n" + b"|x|y|\n" * 20_000,
        "headings.md": b"# h\n\nw\n\n" * 5000,
        "footnotes.md": b"".join(b"[^%d] " % i for i in range(3000)) + b"\n\n[^1]: [^1]\n",
        "fence.md": b"~~~~\n" * 9999,
        "attributes.html": b"<html><body><p " + b"".join(b"a%d=1 " % i for i in range(20_000)) + b">words</p>",
        "attribute.html": b"<html><body><a href='" + b"x" * 3_000_000 + b"'>words</a>",
        "comments.html": COMMENTS.encode() * 24 + b"<html><body>words</body></html>",
        "comments.txt": COMMENTS.encode() * 24 + b"words",
        "comments.xml": COMMENTS.encode() * 24 + b"<rss><channel><title>t</title></channel></rss>",
        "entities.html": b"<html><body>" + b"&#27;&#xfffe;&#x110000;&nosuch;" * 999 + b" words",
        "frames.html": b"<html><frameset><frame src='file:///etc/passwd'></frameset></html>",
        "meta.html": b"<html><meta http-equiv=refresh content='0;url=file:///etc/passwd'><body>words",
        "charset.html": b"<html><meta charset=unicode_escape><body>\\x1b[4242m words",
        "charset.eml": b"From: a@b.example\nSubject: =?unicode_escape?q?=5Cx1b[4242m?=\nMessage-ID: <1>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=unicode_escape\n\n\\x1b[4242m words\n",
        "nosuch.eml": b"From: a@b.example\nSubject: x\nMessage-ID: <1>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=nosuch\n\nwords\n",
        "brackets.eml": b"From: " + b"(" * 20_000 + b"\nSubject: x\nMessage-ID: <1>\nMIME-Version: 1.0\n\nwords\n",
        "list.opml": b"<opml><body>" + b"<outline text='\xc2\x9b4242m'/>" * 999 + b"</body></opml>",
        "bin.rtf": b"{\\rtf1 \\bin99999999 words}",
        "numbers.rtf": b"{\\rtf1 \\u-99999999999 \\fs99999999999 words}",
        "named.pdf": b"words that are no PDF\n",
        "named.docx": b"words that are no office file\n",
        "zip.docx": b"PK\x03\x04" + bytes(100),
        "truncated.pdf": b"%PDF-1.7\n1 0 obj\n<</Type/Catalog",
        "ole.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
        "nested.epub": _nested(),
    }  # fmt: skip


def _nested() -> bytes:
    data = b"<html><body>words</body></html>"
    for _ in range(20):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("META-INF/container.xml", data)
        data = buffer.getvalue()
    return data


def make_files(folder: Path) -> list[str]:
    """The paths of all hostile files."""
    found = []

    def add(name: str, data: bytes) -> None:
        path = folder / name
        path.write_bytes(data)
        found.append(str(path))

    for kind, payload in PAYLOADS.items():
        for name, data in carriers(payload).items():
            add(f"{kind} in {name}", data)
    for name, data in shapes().items():
        add(f"shape {name}", data)
    for number, (name, (data, _)) in enumerate(TRAPS.items()):
        add(f"trap {number} {name.replace('/', ' ')}", data)
    for format, maker in MAKERS.items():
        for seed in range(3):
            add(f"damaged {seed}.{format}", mutated(maker(ARTICLES["summit"]), 7000 + seed))
    add("name \x1b]0;4242\x07\n\x9b4242m [x].txt", b"Words of it.\n")
    return [*found, *_odd(folder)]


def _odd(folder: Path) -> list[str]:
    """Paths that are no ordinary files."""
    os.mkfifo(folder / "fifo.txt")
    (folder / "folder.txt").mkdir()
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "dangling.txt").symlink_to("nowhere")
    with open(folder / "sparse.txt", "wb") as file:
        file.truncate(10 << 30)
    (folder / "denied.txt").write_text("Words of it.\n")
    (folder / "denied.txt").chmod(0)
    (folder / "closed").mkdir(0o700)
    (folder / "closed" / "denied too.txt").write_text("Words of it.\n")
    names = (
        "denied.txt",
        "closed/denied too.txt",
        "fifo.txt",
        "folder.txt",
        "loop.txt",
        "dangling.txt",
        "sparse.txt",
    )
    made = [str(folder / name) for name in names]
    return [*made, "/dev/zero", "/dev/null", "/proc/self/mem", "~nosuch", "", "x" * 5000]


# What the program prints

_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def show_all(shown: list[tuple[str, str]]) -> None:
    """For a child: prints each path in the form that is named to a file, and a line of JSON about it.

    Files whose name begins with "denied" are read without root's rights, where the child has them.
    """
    from briefing.cli.main import run

    out = os.fdopen(os.dup(1), "w")
    with tempfile.TemporaryFile() as target:
        os.dup2(target.fileno(), 1)
        os.dup2(target.fileno(), 2)
        for path, form in shown:
            target.seek(0)
            target.truncate()
            options = [] if form == "people" else ["--no-entities", "--format", form]
            os.seteuid(NOBODY if os.path.basename(path).startswith("denied") else 0)
            code = run(["show", *options, "--", path])
            os.seteuid(0)
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            target.seek(0)
            text = target.read().decode("utf-8", "replace")
            bad = _BAD.search(text)
            said = text[-300:] if code else ""
            found = {"code": code, "bad": repr(bad[0]) if bad else "", "said": said}
            out.write(json.dumps(found) + "\n")
            out.flush()


def try_showing(shown: list[tuple[str, str]], home: dict[str, str]) -> list[str]:
    """What went wrong; a child that hangs is killed and begun again behind the file."""
    wrong: list[str] = []
    while shown:
        command = [sys.executable, "-m", "benchmarks.hostile", "--child"]
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **home},
        )
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(shown))
        child.stdin.close()
        while shown and select.select([child.stdout], [], [], PATIENCE)[0]:
            line = child.stdout.readline()
            if not line:
                break
            wrong += _judged(json.loads(line), *shown[0])
            shown = shown[1:]
        if shown:
            wrong.append(f"{'hangs' if child.poll() is None else 'crashes'}: {shown[0]!r}")
            shown = shown[1:]
        child.kill()
        child.wait()
    return wrong


def _judged(found: dict, path: str, form: str) -> list[str]:
    """What was wrong in what was printed, and in what was said where nothing could be."""
    wrong, name = [], os.path.basename(path) or path
    if found["bad"]:
        wrong.append(f"escape {found['bad']}: {path!r} {form}")
    if found["code"] not in (0, 2) or "Traceback" in found["said"]:
        wrong.append(f"code {found['code']}: {path!r} {form}: {found['said']!r}")
    for known, words in SAID.items():
        if name.endswith(known) and not re.search(words, found["said"]):
            wrong.append(f"blame: {path!r} {form}: {found['said']!r}")
    if name.startswith("damaged ") and wrongly_blamed(
        found["said"], FORMATS[name.rpartition(".")[2]]
    ):
        wrong.append(f"blame: {path!r} {form}: {found['said']!r}")
    if VERBOSE and found["said"]:
        print(name, form, found["said"], flush=True)
    return wrong


# What the program draws

_OWN = re.compile(
    rb"\x1b\[[0-9;:?<>=$]*[ -/]*[@-~]|\x1b\]22;[a-z-]*\x07|(\x1b(\[[0-9;]*)?)?\x18(?=\x1b\[0m)"
)
"""What the program sends itself; CAN ends a sequence that was cut off when the terminal took no more."""
_LINK = re.compile(
    rb"\x1b\]8;id=[0-9]+;[a-z]+:[!-~]*\x1b\\|\x1b\]8;;\x1b\\|\x1b\][!-~]*\x18(?=\x1b\[0m)"
)
"""A link that the program makes of one in the document, also one that was cut off and cancelled."""


class Forked(Terminal):
    """The reader in a fork of this process, which has imported it."""

    def _become(self, command: list[str]) -> None:
        from briefing.cli.entry import main

        sys.argv[:] = command
        sys.stdin = sys.__stdin__ = open(0)  # noqa: SIM115 - both are closed in a process of a pool.
        code = 1
        if os.path.basename(command[-1]).startswith("denied"):
            os.seteuid(NOBODY)
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        finally:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(code)


def draw(path: str, folder: str) -> str:
    """What went wrong with the reader on a file, "" where nothing did."""
    raw: list[bytes] = []
    home = homes(folder, f"data-{os.getpid()}")
    terminal = Forked(["briefing", "--", path], env=home)
    terminal._stream.feed = raw.append
    code = _drive(terminal, raw)
    data = b"".join(raw)
    rest = _LINK.sub(b"", data)
    rest = _OWN.sub(lambda match: match[0] if MARK.encode() in match[0] else b"", rest)
    bad = _BAD.search(rest.decode("utf-8", "replace").replace("\r", ""))
    wrong = [f"escape {bad[0]!r}"] if bad else []
    wrong += [] if code in (0, 2) else [f"code {code}"]
    wrong += ["traceback"] if b"Traceback" in data else []
    return ", ".join(wrong)


def _drive(terminal: Terminal, raw: list[bytes]) -> int | str:
    """Presses some keys, then quits; the exit code, "hangs" where there is none."""
    start, pressed, ready = time.monotonic(), 0, False
    keys = [b"]", b"?", b"\x1b", b"G", b"/w\r", b"\x1b", b"t", b"\x11"]
    while (passed := time.monotonic() - start) < PATIENCE:
        terminal.read(0.05)
        with contextlib.suppress(ChildProcessError):
            pid, status = os.waitpid(terminal.pid, os.WNOHANG)
            if pid:
                while terminal.read(0.05):
                    pass
                os.close(terminal.fd)
                return os.waitstatus_to_exitcode(status)
        ready = ready or passed > 12 or any(b" quit" in data for data in raw)
        if ready and pressed < len(keys) * 4:
            if pressed % 4 == 0:
                terminal.press(keys[pressed // 4])
            pressed += 1
    os.kill(terminal.pid, signal.SIGKILL)
    os.waitpid(terminal.pid, 0)
    os.close(terminal.fd)
    return "hangs"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--screens", type=int, default=1, metavar="EVERY")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", choices=("printed", "drawn"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.child:
        show_all(json.loads(sys.stdin.read()))
        return
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        paths = make_files(Path(name))[options.first :]
        if options.list:
            print(len(paths))
            return
        shown = [(path, form) for path in paths for form in ("text", "markdown", "json")]
        shown += [(path, "people") for path in paths[3 :: max(1, len(paths) // 40)]]
        printed = try_showing(shown, homes(name, "data")) if options.only != "drawn" else []
        print(*printed, sep="\n", flush=True)
        drawn, chosen = [], paths[:: options.screens] if options.only != "printed" else []
        import briefing.cli.launch  # What each fork needs.
        import briefing.tui.app  # noqa: F401

        with multiprocessing.Pool(options.jobs) as pool:
            each_wrong = pool.imap(functools.partial(draw, folder=name), chosen)
            for path, wrong in zip(chosen, each_wrong, strict=True):
                drawn += [f"{wrong}: {path!r}"] if wrong else []
                print(repr(path), wrong or "ok", flush=True)
        if options.first:
            return
        _write(len(shown), printed, len(chosen), drawn, name)


def homes(folder: str, name: str) -> dict[str, str]:
    """An environment whose own folders are `name` in `folder`."""
    place = f"{folder}/{name}"
    os.makedirs(place, 0o777, exist_ok=True)
    os.chmod(place, 0o777)
    return {f"XDG_{kind}_HOME": place for kind in ("DATA", "CONFIG", "STATE")}


def _write(count: int, printed: list[str], screens: int, drawn: list[str], folder: str) -> None:
    def row(what: str, of: int, wrong: list[str]) -> str:
        escapes = sum("escape" in each for each in wrong)
        return f"| {what} | {of} | {escapes} | {len(wrong) - escapes} |"

    head = (
        f"# Hostile files\n\n{datetime.date.today()}, two shared cores, Python 3.11, Linux 6.18, under a load of "
        f"{os.getloadavg()[0]:.1f}.\n\n| what | files | escapes | other failures |\n| --- | --- | --- | --- |\n"
    )
    listed = "".join(f"- {each.replace(folder + '/', '')}\n" for each in [*printed, *drawn])
    rows = f"{row('printed', count, printed)}\n{row('drawn', screens, drawn)}\n"
    (HERE / "hostile.md").write_text(head + rows + (f"\n{listed}" if listed else ""))


if __name__ == "__main__":
    main()
