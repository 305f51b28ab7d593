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
    except (ImapToolsError, imaplib.IMAP4.error, ValueError):
        raise RetrievalError(
            "It does not answer like a mail server (IMAP); check host, port and security."
        ) from None
    except (OSError, httpcore.NetworkError):
        raise RetrievalError("It cannot be reached; check host and your connection.") from None


class _Client(imaplib.IMAP4):
    """Speaks through a connection to an address that was checked."""

    def __init__(self, host: str, connection: socket.socket) -> None:
        self._connection = connection
        super().__init__(host)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._connection


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
        try:
            if request.security == "tls":
                connection = trusting_context().wrap_socket(
                    connection, server_hostname=request.host
                )
            client = _Client(request.host, connection)
            if request.security == "starttls":
                if "STARTTLS" not in client.capabilities:
                    raise RetrievalError("It offers no encryption (STARTTLS); check security.")
                client.starttls(trusting_context())
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
    wanted = new[:MOST_MESSAGES]
    sizes = _sizes(mailbox, wanted)
    messages: list[MailboxMessage] = []
    for uid in wanted:
        size = sizes.get(uid, 0)
        if messages and size + sum(len(each.data) for each in messages) > MOST_BYTES:
            break
        data = _message(mailbox, uid) if 0 < size <= request.largest else b""
        messages.append(MailboxMessage(uid, data if len(data) <= request.largest else b""))
    return MailboxAnswer(validity, messages, len(messages) < len(new))


def _sizes(mailbox: _Mailbox, uids: Sequence[int]) -> dict[int, int]:
    """In bytes."""
    if not uids:
        return {}
    wanted = ",".join(map(str, uids))
    _, found = mailbox.client.uid("FETCH", wanted, "(UID RFC822.SIZE)")
    sizes = {}
    for line in found:
        uid, size = _UID.search(line or b""), _SIZE.search(line or b"")
        if uid and size:
            sizes[int(uid[1])] = int(size[1])
    return sizes


def _message(mailbox: _Mailbox, uid: int) -> bytes:
    """By BODY.PEEK, which sets no flag; b"" if it is gone."""
    for message in mailbox.fetch(uid_list=[str(uid)], mark_seen=False):
        data: bytes = message.data  # type: ignore[attr-defined]
        return data
    return b""
