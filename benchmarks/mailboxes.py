"""1,000 mails from a Dovecot on loopback, with three kill -9 on the way: python -m benchmarks.mailboxes.

The program is killed when about 150, 400 and 700 of them are in the library, and started again. Needs Dovecot.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import apsw

from tests.library.fetching.dovecot import Dovecot

MAILS = 1000
KILLED_AT = (150, 400, 700)
PLACES = ("the harbour", "the market", "the bridge", "the school", "the museum")
MAIL = """\
From: Evening Brief <brief@coast.example>
Message-ID: <{number}@coast.example>
Date: Mon, 02 Nov 2026 08:00:00 +0000
List-Id: <brief.coast.example>
Subject: Brief {number}

# What is new at {place}

The council met for {number} minutes about {place}. "We open in spring," said Maria Santos,
who leads it. Nobody had asked for report number {number} before.

# Weather

It rained on day {number}.
"""


def main():
    folder = Path(tempfile.mkdtemp(prefix="dovecot"))
    server = Dovecot(folder / "server")
    folder.chmod(0o755)
    server.folder.chmod(0o755)
    try:
        for number in range(MAILS):
            deliver(server, number)
        report(server, folder)
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)


def deliver(server, number):
    path = server.folder / "mail" / "cur" / f"{number:04}.host:2,{'S' if number % 3 else ''}"
    path.write_text(MAIL.format(number=number, place=PLACES[number % len(PLACES)]))
    if os.geteuid() == 0:
        shutil.chown(path, "mail")


def report(server, folder):
    environment = settings(server, folder)
    library = folder / "data" / "briefing" / "library.db"
    began, killed = time.monotonic(), []
    for limit in KILLED_AT:
        program = start(environment)
        while kept(library) < limit and program.poll() is None:
            time.sleep(0.02)
        program.send_signal(signal.SIGKILL)
        program.wait()
        killed.append(kept(library))
    last = start(environment, stdout=subprocess.PIPE, text=True)
    printed = [line for line in last.communicate()[0].splitlines() if line]
    took = time.monotonic() - began
    idle = start(environment, stdout=subprocess.PIPE, text=True).communicate()[0]
    marked = [name.partition("2,")[2] for name in server.flags()]
    print(f"kept when killed: {killed}; the last run printed {len(printed)} lines")
    print(f"in the library: {kept(library)} of {MAILS} mails")
    print(f"one more run prints {len(idle.splitlines())} lines")
    print(f"marked as seen: {marked.count('S')} of {sum(bool(n % 3) for n in range(MAILS))}; other flags: {len([each for each in marked if each not in ('', 'S')])}")  # fmt: skip
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{took:.0f} s by the clock, {used.ru_utime + used.ru_stime:.0f} s of CPU in all processes"
    )


def settings(server, folder):
    (folder / "config" / "briefing").mkdir(parents=True)
    (folder / "config" / "briefing" / "config.toml").write_text(
        f'[[fetch.imap]]\nhost = "127.0.0.1"\nport = {server.tls}\nuser = "ann"\n'
        'password_command = "echo secret-words"\n'
    )
    names = {f"XDG_{name.upper()}_HOME": str(folder / name) for name in ("config", "data", "state")}
    return {**os.environ, **names, "SSL_CERT_FILE": str(server.folder / "c")}


def start(environment, **kwargs):
    command = [sys.executable, "-I", "-c", "from briefing.__main__ import main; main()", "fetch"]
    return subprocess.Popen(command, env=environment, **{"stdout": subprocess.DEVNULL} | kwargs)


def kept(library):
    """How many mails the library has."""
    if not library.exists():
        return 0
    try:
        with closing(apsw.Connection(str(library), apsw.SQLITE_OPEN_READONLY)) as read:
            found = "SELECT count(DISTINCT address) FROM source WHERE address LIKE 'mid:%'"
            return read.execute(found).fetchone()[0]
    except apsw.Error:
        return 0


if __name__ == "__main__":
    main()
