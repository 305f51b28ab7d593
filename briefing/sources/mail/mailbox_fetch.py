"""Asks a mailbox in a child process that has the network and no files; one child a call."""

import time

from briefing.config import ImapMailbox
from briefing.errors import (
    BriefingError,
    RetrievalError,
    UnusableAnswer,
    WorkerError,
    WorkerTimeout,
)
from briefing.job import Job
from briefing.sanitize import sanitize_line
from briefing.sources.local_file import quote_name
from briefing.sources.mail.mailbox_values import (
    MOST_BYTES,
    MailboxAnswer,
    MailboxRequest,
    check_answer,
)
from briefing.sources.web.address_rules import Reach
from briefing.sources.web.fetch import GRACE, named_certificates
from briefing.worker import Limits, Profile, Worker

SECONDS = 60.0
_ROOM = 1 << 20
READ_MAILBOX = Job(
    "briefing.sources.mail.mailbox_download:answer_mailbox", MailboxRequest, MailboxAnswer
)


def read_mailbox(
    mailbox: ImapMailbox, password: str, seen: dict[int, int], largest: int
) -> MailboxAnswer:
    """The next messages after those `seen`: the last UID of each UIDVALIDITY.

    Raises:
        RetrievalError: It cannot be read; the message says why and what to do.
    """
    reach = Reach.typed(f"https://{mailbox.host}:{mailbox.port}/", confirmed=mailbox.own_network)
    request = MailboxRequest(
        mailbox.host,
        mailbox.port,
        mailbox.security,
        mailbox.user,
        password,
        mailbox.mailbox,
        reach,
        {str(validity): uid for validity, uid in seen.items()},
        largest,
        SECONDS,
        time.monotonic() + SECONDS,
        named_certificates(),
    )
    try:
        return check_answer(_ask(request), request)
    except WorkerTimeout:
        why = f"did not answer within {SECONDS:g} seconds; try again later"
    except (ValueError, UnusableAnswer, WorkerError):
        why = "crashed the fetching process; do not trust it"
    except BriefingError as error:
        message = sanitize_line(str(error)[:1000]).removesuffix(".")
        why = message.removeprefix("It ").replace(
            "add --own-network if", "set own_network = true for it in the settings if"
        )
    raise RetrievalError(f"{quote_name(mailbox.host)} {why}.")


def _ask(request: MailboxRequest) -> MailboxAnswer:
    most = max(request.largest, MOST_BYTES)
    limits = Limits(
        memory=(1 << 30) + 6 * most,
        cpu=request.seconds,
        wall=request.seconds + GRACE,
        output=2 * most + _ROOM,
    )
    worker = Worker(profile=Profile.FETCH, readable=request.variables.values())
    try:
        return READ_MAILBOX.run(worker, request, limits=limits)
    finally:
        worker.stop()
