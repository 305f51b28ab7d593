import base64
import binascii
import quopri
from email import message_from_bytes, policy
from email.message import Message

REPORTS = (
    "message/delivery-status",
    "message/global-delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
)


def is_report(part: Message) -> bool:
    """Blocks of fields, or a later piece of a message, which begins anywhere."""
    later = part.get_content_type() == "message/partial" and part.get_param("number") != "1"
    return later or part.get_content_type() in REPORTS


def report_blocks(part: Message) -> list[Message]:
    blocks = _messages(part)
    encoding = str(part.get("Content-Transfer-Encoding") or "").strip().lower()
    if encoding not in ("base64", "quoted-printable"):
        return blocks
    data = "".join(map(str, blocks)).encode("utf-8", "surrogateescape")
    try:
        packed = b"".join(data.split())
        plain = (
            base64.b64decode(packed, validate=True)
            if encoding == "base64"
            else quopri.decodestring(data)
        )
    except binascii.Error:
        return blocks
    head = b"Content-Type: " + part.get_content_type().encode() + b"\n\n"
    whole = message_from_bytes(head + plain, policy=policy.compat32)
    return _messages(whole) if whole.is_multipart() else blocks


def _messages(part: Message) -> list[Message]:
    return [block for block in part.get_payload() if isinstance(block, Message)]
