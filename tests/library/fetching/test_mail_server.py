"""Mailboxes against a server that misbehaves: each failure is one line, and nothing is lost, doubled or changed."""

import imaplib
import time
from functools import partial

import pytest
from msgspec.structs import replace

from briefing.config import Config, FetchSources, ImapMailbox
from briefing.library import make_library, worker_functions
from briefing.library.fetching import take_in
from briefing.sources.mail import mailbox_download, mailbox_fetch
from tests.library.fetching.mail_server import MailServer
from tests.library.fetching.test_fetching import MAIL, TEXT
from tests.sources.hostile_server import CERTIFICATES, Internet

ADDRESS = "93.184.216.34"
HOST = "“public.test” "
NO_SERVER = HOST + "does not answer like a mail server (IMAP); check host, port and security."
CLOSED = HOST + "closed the connection; try again later."
LATE = HOST + "did not answer in time; try again later."
MAILBOX = ImapMailbox("public.test", "ann", ("echo", "secret"), security="tls", port=993)


def mail(number, text=TEXT):
    return MAIL.format(f"Mail {number}", text).replace("\n", "\r\n").encode()


def analyse_here(data, request):
    request = replace(request, index=True, recogniser=None)
    found = worker_functions.ingest(data, request)
    return list(zip(found.records, found.index, strict=True))


@pytest.fixture
def fetched(tmp_path, monkeypatch):
    """Fetches from a server in this process; gives what came, each by its title or failure."""
    internet, servers = Internet(monkeypatch), []
    internet.names["public.test"] = [ADDRESS]
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    monkeypatch.setattr(mailbox_download, "connect_checked", internet.dial)
    monkeypatch.setattr(mailbox_fetch, "_ask", partial(mailbox_download.answer_mailbox, b""))
    monkeypatch.setattr(worker_functions, "send_part", lambda _: True)
    monkeypatch.setattr(take_in, "analyse", analyse_here)
    library = make_library(Config(data=tmp_path / "data", largest=1 << 20))

    def fetch(server, mailbox=MAILBOX):
        if server not in servers:
            servers.append(server)
        internet.places[ADDRESS, mailbox.port] = server.port
        sources = FetchSources(imap=(mailbox,))
        library.fetching._config = replace(library.config, fetch=sources)
        came = []
        library.fetching.run(came.append)
        assert not [each for each in server.commands if b"STORE" in each.upper()]
        assert not [each for each in server.commands if each.upper().startswith(b"SELECT")]
        return [each.failure or each.title for each in came]

    yield fetch
    library.close()
    for server in servers:
        server.close()


def test_each_mail_comes_once_and_is_asked_for_once(fetched):
    server = MailServer({3: mail(3), 5: mail(5)})
    assert fetched(server) == ["Mail 3", "Mail 5"]
    server.messages[9] = mail(9)
    assert fetched(server) == ["Mail 9"]
    assert fetched(server) == []
    assert server.uids_asked() == [3, 5, 9]
    assert all(b"BODY.PEEK[]" in each for each in server.commands if b"BODY" in each)


def test_a_mailbox_that_was_numbered_anew_brings_nothing_twice(fetched):
    server = MailServer({3: mail(3), 5: mail(5)})
    fetched(server)
    server.validity, server.messages = 8, {1: mail(5), 2: mail(6), 3: mail(3)}
    assert fetched(server) == ["Mail 6"]
    assert fetched(server) == []


def test_more_than_one_answer_holds_comes_in_several(fetched, monkeypatch):
    monkeypatch.setattr(mailbox_download, "MOST_MESSAGES", 2)
    server = MailServer({uid: mail(uid) for uid in range(1, 6)})
    assert fetched(server) == [f"Mail {number}" for number in range(1, 6)]
    assert server.uids_asked() == [1, 2, 3, 4, 5]


def test_what_came_before_a_connection_broke_is_kept(fetched):
    broken = {"left": 2}

    def cut(tag, usual):
        broken["left"] -= 1
        if broken["left"] < 0:
            yield usual[:90]
            yield None
        yield usual

    server = MailServer({uid: mail(uid) for uid in (1, 2, 3)}, acts={"BODY": cut})
    assert sorted(fetched(server)) == ["Mail 1", "Mail 2", CLOSED]
    server.acts = {}
    assert fetched(server) == ["Mail 3"]


def test_a_message_over_the_limit_is_told_once_and_not_asked_for(fetched):
    server = MailServer({1: mail(1), 2: mail(2)})
    server.acts["UID FETCH"] = lambda tag, usual: [usual.replace(b"SIZE", b"SIZE 99999999", 1)]
    told, second = fetched(server)
    assert told.startswith("Message 1 is gone, or larger than the limit of")
    assert second == "Mail 2"
    assert server.uids_asked() == [2]
    assert fetched(server) == []


def lines(*parts):
    return lambda tag, usual: [part and part.replace(b"TAG", tag) for part in parts]


@pytest.mark.parametrize(
    ("name", "act", "says"),
    [
        ("", lines(b"* " + b"x" * 1_100_000), NO_SERVER),
        ("", lines(b"HTTP/1.1 400 Bad Request\r\n"), NO_SERVER),
        ("", lines(b"* BYE full\r\n"), NO_SERVER),
        ("", lines(b"* OK \xff\xfe\r\n", b"\xff\xfe\r\n"), NO_SERVER),
        ("", lines(None), CLOSED),
        ("CAPABILITY", lines(b"* CAPABILITY POP3\r\nTAG OK\r\n"), NO_SERVER),
        ("CAPABILITY", lines(b"other9 OK done\r\n"), NO_SERVER),
        ("LOGIN", lines(b"TAG NO wrong\r\n"), HOST + "refuses the user name or password; check user and password_command."),
        ("EXAMINE", lines(b"TAG NO none\r\n"), HOST + "has no such mailbox that you may read; check mailbox."),
        ("EXAMINE", lines(b"* OK [UIDVALIDITY x] x\r\nTAG OK\r\n"), NO_SERVER),
        ("EXAMINE", lines(b"* 2 EXISTS\r\nTAG OK\r\n"), NO_SERVER),
        ("UID SEARCH", lines(b"* SEARCH 1 two\r\nTAG OK\r\n"), NO_SERVER),
        ("UID FETCH", lines(b"* 1 FETCH (UID 1 RFC822.SIZE {4294967296}\r\n"), NO_SERVER),
        ("BODY", lines(b"* 1 FETCH (BODY[] {4294967296}\r\n"), NO_SERVER),
        ("BODY", lines(b"* 1 FETCH (BODY[] {300}\r\nhalf", None), CLOSED),
        ("BODY", lines(*[b"* OK " + b"x" * 90_000 + b"\r\n"] * 40), NO_SERVER),
    ],
)  # fmt: skip
def test_a_hostile_answer_is_one_line(fetched, monkeypatch, name, act, says):
    monkeypatch.setattr(mailbox_download, "MOST_BYTES", 1 << 20)
    monkeypatch.setattr(imaplib, "_MAXLINE", 1 << 20)
    server = MailServer({1: mail(1)}, acts={name: act})
    small = replace(MAILBOX, mailbox="Small")
    assert fetched(server, small) == [says]
    server.acts = {}
    assert fetched(server, small) == ["Mail 1"]


@pytest.mark.parametrize("name", ["", "UID SEARCH", "BODY"])
def test_a_server_that_drips_runs_out_of_time(fetched, monkeypatch, name):
    def drip(tag, usual):
        for byte in usual:
            yield bytes([byte])
            time.sleep(0.05)

    monkeypatch.setattr(mailbox_fetch, "SECONDS", 0.3)
    assert fetched(MailServer({1: mail(1)}, acts={name: drip})) == [LATE]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("false",), "The password command “false” failed; run it in a terminal to see why."),
        (("true",), "The password command “true” printed no password; run it in a terminal to see why."),
        (("no-such-program",), "There is no program “no-such-program”; check password_command."),
    ],
)  # fmt: skip
def test_a_password_command_that_fails(fetched, command, says):
    server = MailServer({1: mail(1)})
    assert fetched(server, replace(MAILBOX, password_command=command)) == [says]
    assert server.commands == []
