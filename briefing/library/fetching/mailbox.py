from collections.abc import Iterator
from functools import partial
from hashlib import sha256

import apsw

from briefing.config import Config, ImapMailbox
from briefing.errors import FormatError
from briefing.library.fetching.incoming import Arrived, Came, Incoming
from briefing.library.fetching.password import ask_password
from briefing.library.job_values import IngestRequest
from briefing.sources.local_file import format_size
from briefing.sources.mail.mailbox_fetch import read_mailbox
from briefing.sources.mail.mailbox_values import MailboxMessage
from briefing.storage.fetched_rows import FetchedItem, FetchedRows, note_fetched


def from_mailbox(
    mailbox: ImapMailbox, rows: FetchedRows, config: Config
) -> Iterator[Incoming | Came]:
    place = f"imap://{mailbox.user}@{mailbox.host}:{mailbox.port}/{mailbox.mailbox}"
    seen = rows.last_uids(place)
    password = ask_password(mailbox)
    more = True
    while more:
        answer = read_mailbox(mailbox, password, seen, config.largest)
        more = answer.more
        for message in answer.messages:
            seen[answer.validity] = message.uid
            item = FetchedItem(place, f"{answer.validity}/{message.uid}", len(message.data))
            yield _incoming(mailbox, item, message, rows, config)


def _incoming(
    mailbox: ImapMailbox,
    item: FetchedItem,
    message: MailboxMessage,
    rows: FetchedRows,
    config: Config,
) -> Incoming:
    def note(connection: apsw.Connection, text: str | None, hash: bytes, failure: str) -> None:
        note_fetched(connection, item, hash, failure)

    name = f"{item.place}/;UID={message.uid}"
    load = partial(_load, name, item.place, message, rows, config)
    return Incoming("imap", mailbox.name, name, load, note, is_remote=True)


def _load(
    name: str, place: str, message: MailboxMessage, rows: FetchedRows, config: Config
) -> Arrived:
    if not message.data:
        raise FormatError(
            f"Message {message.uid} is gone, or larger than the limit of {format_size(config.largest)}; "
            "raise the limit (largest) in the settings."
        )
    hash = sha256(message.data).digest()
    request = IngestRequest(name, kind="mail", recogniser=config.recogniser)
    return Arrived(request, message.data, hash, rows.has(place, hash))
