"""Messages that stand signed or encrypted in one block (S/MIME, RFC 8551; OpenPGP, RFC 9580)."""

from email.message import Message

_DATA = bytes.fromhex("06092a864886f70d010701a0")
_SEALED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
_ENCRYPTED = frozenset(("multipart/encrypted", "application/pgp-encrypted"))


def is_sealed(part: Message) -> bool:
    return part.get_content_type() in _SEALED


def is_encrypted(message: Message) -> bool:
    kinds = (part.get_content_type() for part in message.walk())
    return any(kind in _SEALED or kind in _ENCRYPTED for kind in kinds)


def holds_secret(text: str) -> bool:
    return "-----BEGIN PGP MESSAGE-----" in text


def signed_message(part: Message) -> bytes:
    """The message in the block; b"" if it is encrypted or damaged."""
    data = part.get_payload(decode=True)
    at = data.find(_DATA) if isinstance(data, bytes) else -1
    if at < 0 or not isinstance(data, bytes):
        return b""
    at, _ = _length(data, at + len(_DATA))
    chunks: list[bytes] = []
    if data[at : at + 1] == b"\x24":
        at, _ = _length(data, at + 1)
    while data[at : at + 1] == b"\x04":
        at, size = _length(data, at + 1)
        chunks.append(data[at : at + size])
        at += size
    return b"".join(chunks)


def _length(data: bytes, at: int) -> tuple[int, int]:
    """(where the content begins, its bytes) by the length at `at`; 0 bytes where only an end mark tells."""
    first = data[at] if at < len(data) else 0
    if first <= 0x80:
        return at + 1, first % 0x80
    more = first & 0x7F
    return at + 1 + more, int.from_bytes(data[at + 1 : at + 1 + more][:8])
