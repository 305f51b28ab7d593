"""IMAP against a Dovecot on loopback, where one is installed."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from briefing.config import Config, FetchSources, ImapMailbox
from briefing.library import make_library
from tests.library.fetching.dovecot import PROGRAM, Dovecot
from tests.library.fetching.test_fetching import MAIL, TEXT

pytestmark = pytest.mark.skipif(not PROGRAM, reason="Dovecot is not installed")


@pytest.fixture
def server(tmp_path, monkeypatch):
    folder = Path(tempfile.mkdtemp(prefix="dovecot"))  # Names of its sockets may not be long.
    made = Dovecot(folder)
    folder.chmod(0o755)  # The confined process is not its owner.
    monkeypatch.setenv("SSL_CERT_FILE", str(made.folder / "c"))
    yield made
    made.close()
    shutil.rmtree(folder, ignore_errors=True)


def deliver(server, number):
    path = server.folder / "mail" / "new" / f"{number}.host"
    path.write_text(MAIL.format(f"Mail {number}", TEXT))
    if os.geteuid() == 0:
        shutil.chown(path, "mail")


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_each_mail_comes_once_and_keeps_its_flags(server, tmp_path, security):
    port = server.tls if security == "tls" else server.plain
    mailbox = ImapMailbox(
        "127.0.0.1", "ann", ("echo", "secret-words"), security=security, port=port
    )
    library = make_library(Config(data=tmp_path / "data", fetch=FetchSources(imap=(mailbox,))))
    titles = []
    for number in (1, 2):
        deliver(server, number)
        library.fetching.run(lambda one: titles.append(one.failure or one.title))
    library.close()
    assert titles == ["Mail 1", "Mail 2"]
    assert {name.partition("2,")[2] for name in server.flags()} <= {""}
