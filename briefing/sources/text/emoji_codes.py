import re

from briefing.late_pattern import late_pattern

_CODE = late_pattern(r"(?<![\w:]):[a-z0-9+-][a-z0-9_+-]{0,40}:(?![\w:])")


def show_emoji(text: str) -> str:
    """`text` with GitHub's codes (":rocket:") as signs."""
    return _CODE.sub(_shown, text) if text.count(":") > 1 else text


def _shown(code: re.Match[str]) -> str:
    from rich.emoji import Emoji

    return Emoji.replace(code[0])
