import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin


class LinkTargets:
    def __init__(self, address: str, unwrap: Callable[[str], str] | None) -> None:
        self._address = address
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
        """The absolute address; "" for places on the page and for what is not to be opened."""
        if not href or href.startswith("#"):
            return ""
        try:
            joined = self._unwrap(urljoin(self._address, href))
        except ValueError:
            return ""
        joined = re.sub(r"[\s<>\\]+", "", joined)
        return joined if joined.lower().startswith(("http://", "https://", "mailto:")) else ""
