from msgspec import Struct

from briefing.sources.web.address_rules import Reach

MOST_MESSAGES = 100
"""In one answer."""
MOST_BYTES = 32 << 20
"""Of one answer, unless a single message has more."""


class MailboxRequest(Struct, frozen=True):
    host: str
    port: int
    security: str
    user: str
    password: str
    mailbox: str
    reach: Reach
    seen: dict[str, int]
    """The last UID that is known, by UIDVALIDITY."""
    largest: int
    """Bytes of a message."""
    seconds: float
    until: float
    """By `time.monotonic`, which all processes share."""
    variables: dict[str, str] = {}
    """Those of the reader's environment that name certificates."""

    def __repr__(self) -> str:
        return f"MailboxRequest({self.host!r}, {self.mailbox!r})"


class MailboxMessage(Struct, frozen=True):
    uid: int
    data: bytes
    """Empty if it is larger than was asked for."""


class MailboxAnswer(Struct, frozen=True):
    validity: int
    messages: list[MailboxMessage]
    """By ascending UID, from the first that is not known."""
    more: bool


def check_answer(answer: MailboxAnswer, request: MailboxRequest) -> MailboxAnswer:
    """`answer`, which the network may have written.

    Raises:
        ValueError: when no mailbox can give it.
    """
    last = request.seen.get(str(answer.validity), 0)
    for message in answer.messages:
        if not last < message.uid < 1 << 32 or len(message.data) > request.largest:
            raise ValueError("no messages")
        last = message.uid
    if not 0 < answer.validity < 1 << 32 or len(answer.messages) > MOST_MESSAGES:
        raise ValueError("no mailbox")
    if answer.more and not answer.messages:
        raise ValueError("no end")
    return answer
