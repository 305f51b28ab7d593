import re
from typing import Any
from urllib.parse import urlsplit

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:youtube |vimeo )?(?:video|audio|media)? ?(?:player|embed|iframe|frame|content|widget)?(?: ?\d+)?",
    re.IGNORECASE,
)
_KINDS = {"video": "Video", "audio": "Audio"}
_FILM = re.compile(
    r"youtube|youtu\.be|vimeo|dailymotion|/videos?/|player\.|brightcove|jwplayer", re.IGNORECASE
)


def find_embed(element: Any) -> tuple[str, str]:
    get = element.get
    source = get("src") or get("data-src") or get("data") or ""
    if not source:
        inner = next((e for e in element.iter("source") if e.get("src")), None)
        source = inner.get("src") if inner is not None else ""
    if not source or _HIDDEN.search(get("style") or "") or _is_point(get("width"), get("height")):
        return "", ""
    kind = _KINDS.get(element.tag) or ("Video" if _FILM.search(source) else "Embedded")
    name = " ".join((get("title") or get("aria-label") or "").split())
    if _NO_NAME.fullmatch(name):
        name = _short(source)
    return source.strip(), f"{kind}: {name}"


def _is_point(width: str | None, height: str | None) -> bool:
    return any(size in ("0", "1", "0px", "1px") for size in (width, height))


def _short(source: str) -> str:
    try:
        parts = urlsplit(source)
    except ValueError:
        return source[:60]
    name = parts.path.rpartition("/")[2]
    return name if "." in name else parts.netloc or source[:60]
