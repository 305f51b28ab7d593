from collections.abc import Callable

import apsw

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model.folding import fold_accents
from briefing.sanitize import sanitize_line
from briefing.storage import read_only_names as stored


def collection_names(config: Config) -> list[str]:
    return _read(lambda: stored.collection_names(config.library_file))


def watch_names(config: Config) -> list[str]:
    return _read(lambda: stored.watch_names(config.library_file))


def followed_names(config: Config) -> list[str]:
    return _read(lambda: stored.followed_names(config.library_file))


def feed_names(config: Config) -> list[str]:
    return _read(lambda: stored.feed_names(config.library_file))


def entity_names(config: Config, before: str, start: str) -> list[str]:
    """What follows the words `before` in names, and begins like `start`; case and accents aside."""
    typed = f"{fold_accents(before)} {fold_accents(start)}".split()
    skipped = len(before.split())
    found = _read(lambda: stored.entity_names(config.library_file, " ".join(typed)))
    return [rest for name in found if (rest := _rest(name.split(), typed, skipped))]


def _rest(words: list[str], typed: list[str], skipped: int) -> str:
    folded = [fold_accents(word) for word in words]
    for place in range(len(words) - max(len(typed), 1) + 1):
        here = folded[place : place + len(typed)]
        if not typed or (here[:-1] == typed[:-1] and here[-1].startswith(typed[-1])):
            return " ".join(words[place + skipped :])
    return ""


def _read(names: Callable[[], list[str]]) -> list[str]:
    try:
        return [sanitize_line(name) for name in dict.fromkeys(names())]
    except (BriefingError, apsw.Error, OSError):
        return []
