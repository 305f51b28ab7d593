"""Zip files of documents, read part by part with limits; nothing is ever unpacked to a disk."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing.errors import FormatError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PARTS = 20_000
LARGEST_PART = 48 << 20
"""Bytes of one part, inflated."""
LARGEST = 160 << 20
"""Bytes of all parts that are read, inflated."""
LIGHT = 16 << 20
"""A file that unpacks to so many bytes may be read whole, by what its directory says; no part can be larger than that."""
_DAMAGED = "It is a damaged file; get a fresh copy of it."


class Archive:
    """The parts of a zip file by name."""

    def __init__(self, data: bytes) -> None:
        """Raises FormatError for a file that is no zip or has too many parts."""
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise FormatError(_DAMAGED) from None
        if len(self._zip.infolist()) > MOST_PARTS:
            raise FormatError(f"It holds more than {MOST_PARTS} parts; it is not a document.")
        self._read = 0
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """The part called `name`.

        Raises:
            KeyError: when there is none.
            FormatError: when it is damaged, locked or unpacks to too much.
        """
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise FormatError("It is locked with a password; save a copy without one.")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            raise FormatError(_DAMAGED) from None
        self._read += len(data)
        if len(data) > LARGEST_PART or self._read > LARGEST:
            raise FormatError("It unpacks to more than a document may hold; it may be a trap.")
        return data

    def find(self, name: str) -> bytes | None:
        """The part called `name`, None where there is none."""
        return self.read(name) if name in self.names else None

    def light(self) -> io.BytesIO:
        """The file as it is, for a parser that leaves entities alone; `only_text` where it would unpack to much.

        Raises:
            FormatError: as `only_text` does.
        """
        if sum(info.file_size for info in self._zip.infolist()) > LIGHT:
            return self.only_text()
        return io.BytesIO(self._data)

    def only_text(self, mend: Callable[[bytes], bytes] = bytes) -> io.BytesIO:
        """A zip of the XML parts, each as `mend` makes it, and of the others emptied (pictures, sounds, programs).

        Raises:
            FormatError: when a part declares a document type, as only traps do.
        """
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as copy:
            for name in sorted(self.names):
                data = mend(self.read(name)) if name.lower().endswith((".xml", ".rels")) else b""
                if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                    raise FormatError("It declares entities, as no program that writes it does.")
                copy.writestr(name, data)
        target.seek(0)
        return target


def parse_xml(data: bytes) -> "_Element":
    """The root of XML whose entities are left alone; damaged XML is read as far as it makes sense.

    Raises:
        FormatError: when nothing of it does.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise FormatError(_DAMAGED)
    return root
