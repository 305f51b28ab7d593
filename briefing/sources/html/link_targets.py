import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

_SCHEME = re.compile(r"\s*(?:[a-z][\w+.-]*:|//)", re.IGNORECASE)
_NOT_IN_LINK = re.compile(r"[\s<>\\]+")


class LinkTargets:
    def __init__(
        self, address: str, unwrap: Callable[[str], str] | None, *, relative: bool = False
    ) -> None:
        self._address = address
        self._relative = relative
        self._unwrap = unwrap or (lambda target: target)

    def rebase(self, root: Any) -> None:
        base = next(root.iter("base"), None)
        try:
            self._address = (
                urljoin(self._address, base.get("href") or "")
                if base is not None
                else self._address
            )
        except ValueError:
            return

    def find(self, href: str) -> str:
        """The address, "" if it is not to be opened."""
        if self._relative and not _SCHEME.match(href):
            return _NOT_IN_LINK.sub("", href)
        if not href or href.startswith("#"):
            return ""
        try:
            joined = self._unwrap(urljoin(self._address, href))
        except ValueError:
            return ""
        joined = _NOT_IN_LINK.sub("", joined)
        return joined if joined.lower().startswith(("http://", "https://", "mailto:")) else ""
