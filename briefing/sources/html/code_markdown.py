import re
from typing import Any

_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#.-]{1,20})")


def code_span(words: str) -> str:
    ticks = "`" * (1 + _longest_ticks(words))
    pad = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{ticks}{pad}{words}{pad}{ticks}"


def code_block(code: str, language: str) -> str:
    fence = "`" * max(3, 1 + _longest_ticks(code))
    return f"{fence}{language}\n{code}\n{fence}"


def _longest_ticks(code: str) -> int:
    return max((len(run) for run in re.findall(r"`+", code)), default=0)


def read_code(pre: Any) -> str:
    for br in pre.iter("br"):
        br.tail = "\n" + (br.tail or "")
    return "".join(pre.itertext()).strip("\n").rstrip()


def find_code_language(pre: Any) -> str:
    """By the classes of highlighters; "" if it is not given."""
    inner = pre.find("code")
    names = (pre.get("class") or "", (inner.get("class") or "") if inner is not None else "")
    found = _LANGUAGE.search(" ".join(names))
    return found[1] if found else ""
