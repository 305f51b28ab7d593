"""Reads an IMAP mailbox, in a child with the network; changes nothing in it."""

import imaplib
import os
import re
import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore
from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from briefing.errors import RetrievalError
from briefing.sources.mail.mailbox_values import (
    MOST_BYTES,
    MOST_MESSAGES,
    MailboxAnswer,
    MailboxMessage,
    MailboxRequest,
)
from briefing.sources.web.guarded_backend import (
    Budget,
    GuardedNetwork,
    connect_checked,
    tls_failure,
    trusting_context,
)

_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_ROOM = 1 << 20
_LONGEST = 60.0
"""Seconds."""


def answer_mailbox(data: bytes, request: MailboxRequest) -> MailboxAnswer:
    """Raises RetrievalError, whose sentence begins with "It"."""
    os.environ.update(request.variables)
    try:
        mailbox = _Mailbox(request)
        try:
            return _read(mailbox, request)
        finally:
            mailbox.client.shutdown()
    except MailboxLoginError:
        raise RetrievalError(
            "It refuses the user name or password; check user and password_command."
        ) from None
    except MailboxFolderSelectError:
        raise RetrievalError("It has no such mailbox that you may read; check mailbox.") from None
    except (TimeoutError, httpcore.TimeoutException):
        raise RetrievalError("It did not answer in time; try again later.") from None
    except ConnectionError:
        raise RetrievalError("It closed the connection; try again later.") from None
    except (ImapToolsError, imaplib.IMAP4.error, ValueError):
        raise RetrievalError(
            "It does not answer like a mail server (IMAP); check host, port and security."
        ) from None
    except (OSError, httpcore.NetworkError):
        raise RetrievalError("It cannot be reached; check host and your connection.") from None


class _Client(imaplib.IMAP4):
    """Speaks through a connection to an address that was checked, and takes so many bytes."""

    def __init__(self, host: str, connection: socket.socket, most: int) -> None:
        self._connection, self._left = connection, most
        super().__init__(host)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._connection

    def read(self, size: int) -> bytes:
        if size > self._left:
            raise self.error("more than was asked for")
        return self._counted(super().read(size), size)

    def readline(self) -> bytes:
        return self._counted(super().readline(), 1)

    def _counted(self, data: bytes, least: int) -> bytes:
        if len(data) < least:
            raise ConnectionResetError
        self._left -= len(data)
        if self._left < 0:
            raise self.error("more than was asked for")
        return data


class _TimedSocket(ssl.SSLSocket):
    """Holds to a time limit also when bytes come one by one."""

    until = float("inf")
    """By `time.monotonic`."""

    def recv(self, *args: Any, **kwargs: Any) -> bytes:  # Python 3.14's imaplib.
        self._limit()
        return super().recv(*args, **kwargs)

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self._limit()
        return super().recv_into(*args, **kwargs)

    def _limit(self) -> None:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.settimeout(min(left, _LONGEST))


class _RawMessage:
    """Stands for imap-tools' message, which would parse it here."""

    def __init__(self, parts: Iterable[Any]) -> None:
        found = [each for each in parts if isinstance(each, tuple)]
        self.heads = b" ".join(head for head, _ in found)
        self.data: bytes = found[0][1] if found else b""


class _Mailbox(BaseMailBox):
    email_message_class = _RawMessage  # type: ignore[assignment]

    def __init__(self, request: MailboxRequest) -> None:
        self._request = request
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        request = self._request
        connection = _connect(request)
        context = trusting_context()
        context.sslsocket_class = _TimedSocket
        try:
            if request.security == "tls":
                connection = context.wrap_socket(connection, server_hostname=request.host)
                connection.until = request.until  # type: ignore[attr-defined]
            client = _Client(request.host, connection, max(request.largest, MOST_BYTES) + _ROOM)
            if request.security == "starttls":
                if "STARTTLS" not in client.capabilities:
                    raise RetrievalError("It offers no encryption (STARTTLS); check security.")
                client.starttls(context)
                client.sock.until = request.until  # type: ignore[attr-defined]
            return client
        except ssl.SSLError as error:
            connection.close()
            raise tls_failure(error) from None


def _connect(request: MailboxRequest) -> socket.socket:
    budget = Budget(request.until - time.monotonic())
    network = GuardedNetwork(budget, request.reach)
    endpoints = network.checked(request.host, request.port)
    error: Exception = httpcore.ConnectError()
    for endpoint in endpoints[:4]:
        try:
            made = connect_checked(endpoint, budget.seconds_left() / 2)
            made.settimeout(budget.seconds_left())
            return made
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
            error = failure
    raise error


def _read(mailbox: _Mailbox, request: MailboxRequest) -> MailboxAnswer:
    user, password = request.user, request.password
    plain = (user + password).isascii()
    (mailbox.login if plain else mailbox.login_utf8)(user, password, initial_folder=None)
    mailbox.folder.set(request.mailbox, readonly=True)
    validity = int(mailbox.client.response("UIDVALIDITY")[1][0] or 0)
    after = request.seen.get(str(validity), 0)
    found = mailbox.uids(f"UID {after + 1}:*", charset=None)
    new = sorted({int(uid) for uid in found if int(uid) > after})
    more = len(new) > MOST_MESSAGES
    messages: list[MailboxMessage] = []
    try:
        for uid, size in _sizes(mailbox, new[:MOST_MESSAGES]).items():
            if messages and not _has_room(messages, size, request):
                more = True
                break
            data = _message(mailbox, uid) if 0 < size <= request.largest else b""
            messages.append(MailboxMessage(uid, data if len(data) <= request.largest else b""))
    except (OSError, ValueError, imaplib.IMAP4.error):
        if not messages:
            raise
        more = True  # The next call begins at what failed, and says why.
    return MailboxAnswer(validity, messages, more)


def _has_room(messages: list[MailboxMessage], size: int, request: MailboxRequest) -> bool:
    """What has come is handed over before half of the time is over."""
    held = sum(len(each.data) for each in messages)
    return size + held <= MOST_BYTES and time.monotonic() < request.until - request.seconds / 2


def _sizes(mailbox: _Mailbox, uids: Sequence[int]) -> dict[int, int]:
    """Bytes by UID, 0 for a message that is gone."""
    if not uids:
        return {}
    wanted = ",".join(map(str, uids))
    _, found = mailbox.client.uid("FETCH", wanted, "(UID RFC822.SIZE)")
    sizes = dict.fromkeys(uids, 0)
    for line in found:
        uid, size = _UID.search(line or b""), _SIZE.search(line or b"")
        if uid and size and int(uid[1]) in sizes:
            sizes[int(uid[1])] = int(size[1])
    return sizes


def _message(mailbox: _Mailbox, uid: int) -> bytes:
    """By BODY.PEEK, which sets no flag; b"" if it is gone."""
    for message in mailbox.fetch(uid_list=[str(uid)], mark_seen=False):
        data: bytes = message.data  # type: ignore[attr-defined]
        return data
    return b""
