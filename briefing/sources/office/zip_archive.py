"""Reads zip-based documents part by part within limits; nothing is unpacked to disk."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing.errors import FormatError
from briefing.sources.damaged import DAMAGED, says_what_it_is
from briefing.worker import Json

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PARTS = 20_000
LARGEST_PART = 48 << 20
"""Inflated bytes of one part."""
LARGEST = 160 << 20
"""Inflated bytes of all parts read."""


class Archive:
    def __init__(self, data: bytes) -> None:
        """Raises FormatError if it is not a zip file or has too many parts."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise FormatError(DAMAGED) from None
        if len(self._zip.infolist()) > MOST_PARTS:
            raise FormatError(f"It has more than {MOST_PARTS} parts, too many for a document.")
        self._read = 0
        self.names = frozenset(self._zip.namelist())

    def require(self, folder: str, name: str) -> None:
        """Raises FormatError if a format's parts, which are in `folder`, are missing."""
        if not any(part.startswith(folder) for part in self.names):
            raise FormatError(self.blame(name))

    def blame(self, name: str) -> str:
        if says_what_it_is(name):
            return DAMAGED
        if any(part.startswith("xl/") for part in self.names):
            return "It is a spreadsheet; save it as PDF or as text."
        return "It is a zip archive, not a document; unpack it and open what is in it."

    def read(self, name: str) -> bytes:
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise FormatError("It is locked with a password; save a copy without one.")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            raise FormatError(DAMAGED) from None
        self._read += len(data)
        if len(data) > LARGEST_PART or self._read > LARGEST:
            raise FormatError("It unpacks to more than a document may contain; do not trust it.")
        return data

    def find(self, name: str) -> bytes | None:
        return self.read(name) if name in self.names else None

    def find_xml(self, name: str, mend: Callable[[bytes], bytes] = bytes) -> "_Element | None":
        """The root of a part, changed by `mend` before it is parsed.

        Raises:
            FormatError: It declares a document type, as only attacks do.
        """
        data = self.find(name)
        if data is None:
            return None
        _refuse_entities(data)
        return parse_xml(mend(data))

    def find_sound_xml(
        self, name: str, mend: Callable[[bytes], bytes] = bytes
    ) -> "_Element | None":
        """`find_xml` of a part that the text does without: None also where it is damaged."""
        data = self.find(name)
        if data is None:
            return None
        _refuse_entities(data)
        return sound_xml(mend(data))


def _refuse_entities(data: bytes) -> None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FormatError("It declares entities, which real documents never do; do not trust it.")


def convert(data: bytes, name: str = "", charset: str = "") -> Json:
    """Refuses other zip files.

    Raises:
        FormatError: always.
    """
    raise FormatError(Archive(data).blame(name))


def parse_xml(data: bytes) -> "_Element":
    """Without comments and entities; damaged XML is recovered as far as possible.

    Raises:
        FormatError: Nothing can be recovered.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise FormatError(DAMAGED)
    return root


def sound_xml(data: bytes | None) -> "_Element | None":
    try:
        return parse_xml(data) if data else None
    except FormatError:
        return None
