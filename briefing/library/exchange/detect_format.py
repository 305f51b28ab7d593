import json
from datetime import UTC, datetime
from typing import Any

from briefing.errors import InputError
from briefing.library.exchange import hypothesis_format, readwise_format, w3c_format
from briefing.library.exchange.untrusted_values import Incoming

LARGEST = 256 << 20
"""Bytes; a hundred thousand annotations with quotes."""


def read_annotations(data: bytes, name: str) -> Incoming:
    """Reads W3C, Hypothesis or Readwise; messages use `name`.

    Raises:
        InputError: for any other content.
    """
    text, now = _text(data, name), datetime.now(UTC).replace(microsecond=0)
    if text.lstrip()[:1] not in ("{", "["):
        return readwise_format.read_readwise(text, name, now)
    value = _json(text, name)
    if hypothesis_format.is_hypothesis(value):
        return hypothesis_format.read_hypothesis(value, now)
    if w3c_format.is_w3c(value):
        return w3c_format.read_w3c(value, now)
    raise InputError(
        f"{name} has no marks that Briefing can read; give W3C annotations, "
        "a Hypothesis export, or CSV with a column “Highlight”."
    )


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{name} is not UTF-8 text; save it as UTF-8 and try again.") from None


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name} is damaged at line {error.lineno}, column {error.colno}; export it again."
        ) from None
    except MemoryError:
        raise InputError(f"{name} needs more memory than there is; split it.") from None
    except (RecursionError, ValueError):
        raise InputError(f"{name} is not valid JSON; check the file.") from None
