"""Writes equations (OMML of Word, MathML) in one line: "d = load/width", "r²", "√(a + b)"."""

import re
from collections.abc import Callable, Iterable
from typing import Any

_DEEPEST = 60
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_NOT_RAISED = re.compile(r"[^⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ′]")
_NOT_LOWERED = re.compile(r"[^₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]")
_NUMBERS = re.compile(r"\s*[-−+]?(?:\d{1,3}|n)(?:[,–-] ?\d{1,3}){0,9}\s*\Z")
_SIMPLE = re.compile(r"[\w.∞′%]*")
_OPERATORS = re.compile(r" ?([=<>≤≥≠≈≡±×÷→⇒∈]) ?|(?<=[\w)\]]) ?([+−]) ?(?=[\w(√∑∫])")
_SPACE = re.compile(r"\s+")
_ACCENTS = {
    "^": "\u0302",
    "ˆ": "\u0302",
    "¯": "\u0305",
    "‾": "\u0305",
    "~": "\u0303",
    "˜": "\u0303",
}
_ACCENTS |= {"→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307", ".": "\u0307", "¨": "\u0308"}
_LEFT_OUT = frozenset(("annotation", "annotation-xml", "mphantom", "phant", "rPr", "ctrlPr"))


def math_text(equation: Any) -> str:
    """`equation` is an lxml element: m:oMath, m:oMathPara or math."""
    line = _SPACE.sub(" ", _write(equation, 0))
    return _OPERATORS.sub(lambda match: f" {match[1] or match[2]} ", line).strip()


def _name(element: Any) -> str:
    tag = element.tag
    return tag[tag.rfind("}") + 1 :].rpartition(":")[2] if isinstance(tag, str) else ""


def _write(element: Any, depth: int) -> str:
    name = _name(element)
    if not name or name in _LEFT_OUT or name.endswith("Pr"):
        return ""
    if depth > _DEEPEST:
        return "".join(element.itertext())
    if name in _WORDS:
        return "".join(element.itertext()) if name != "mspace" else " "
    parts = [(_name(child), child) for child in element if _name(child)]
    write = _WRITERS.get(name)
    if write is None:
        return "".join(_write(child, depth + 1) for _, child in parts)
    operands = [
        (kind, _write(child, depth + 1)) for kind, child in parts if not kind.endswith("Pr")
    ]
    return write(element, operands)


Operands = list[tuple[str, str]]


def _texts(operands: Operands) -> list[str]:
    return [text for _, text in operands]


def _of(operands: Operands, kind: str, place: int) -> str:
    """The operand of that name (OMML), or at that place (MathML)."""
    named = next((text for name, text in operands if name == kind), None)
    if named is not None or any(name in ("e", "num", "sup", "sub") for name, _ in operands):
        return named or ""
    return operands[place][1] if place < len(operands) else ""


def _grouped(text: str) -> str:
    text = text.strip()
    closed = text[:1] == "(" and text.find(")") == len(text) - 1
    return text if closed or _SIMPLE.fullmatch(text) else f"({text})"


def _fraction(_: Any, found: Operands) -> str:
    return f"{_grouped(_of(found, 'num', 0))}/{_grouped(_of(found, 'den', 1))}"


def _raised(text: str) -> str:
    return _shifted(text, RAISED, _NOT_RAISED, "^")


def raise_numbers(html: str) -> str:
    if not _NUMBERS.match(html):
        return f"<sup>{html}</sup>"
    return raise_signs(html)


def raise_signs(text: str) -> str:
    return text.replace("−", "-").replace("–", "-").translate(RAISED)


def _lowered(text: str) -> str:
    return _shifted(text, _LOWERED, _NOT_LOWERED, "_")


def _shifted(text: str, signs: dict[int, int], other: re.Pattern[str], mark: str) -> str:
    """In signs of its own where there are such for all of it, else behind `mark`."""
    text = text.strip()
    plain = text.translate(signs)
    return f"{mark}{_grouped(text)}" if other.search(plain) else plain


def _superscript(_: Any, found: Operands) -> str:
    return _of(found, "e", 0) + _raised(_of(found, "sup", 1))


def _subscript(_: Any, found: Operands) -> str:
    return _of(found, "e", 0) + _lowered(_of(found, "sub", 1))


def _both(_: Any, found: Operands) -> str:
    base, low, high = _of(found, "e", 0), _of(found, "sub", 1), _of(found, "sup", 2)
    return base + _lowered(low) + _raised(high)


def _accented(element: Any, found: Operands) -> str:
    sign = _property(element, "chr", "\u0302") if _name(element) == "acc" else "\u0305"
    return _marked(_of(found, "e", 0), sign)


def _over(_: Any, found: Operands) -> str:
    base, sign = _of(found, "e", 0), _of(found, "sup", 1).strip()
    return _marked(base, _ACCENTS[sign]) if sign in _ACCENTS else base + _raised(sign)


def _marked(base: str, sign: str) -> str:
    base = base.strip()
    return base + sign if len(base) == 1 else f"{_grouped(base)}{sign}"


def _root(_: Any, found: Operands) -> str:
    degree = _of(found, "deg", 1).strip()
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree, f"root {degree} of ")
    return sign + _grouped(_of(found, "e", 0))


def _square_root(_: Any, found: Operands) -> str:
    return "√" + _grouped("".join(_texts(found)))


def _sum(element: Any, found: Operands) -> str:
    sign = _property(element, "chr", "∫")
    return f"{sign}{_lowered(_of(found, 'sub', 0))}{_raised(_of(found, 'sup', 1))} {_of(found, 'e', 2)}"


def _delimited(element: Any, found: Operands) -> str:
    opening, closing = _property(element, "begChr", "("), _property(element, "endChr", ")")
    inner = _property(element, "sepChr", "|").join(_texts(found))
    if opening + closing in ("[]", "()", "||") and _name_of_only(element) == "m":
        inner = inner[1:-1]
    return opening + inner + closing


def _name_of_only(element: Any) -> str:
    inner = [child for e in element if _name(e) == "e" for child in e if _name(child)]
    return _name(inner[0]) if len(inner) == 1 else ""


def _fenced(element: Any, found: Operands) -> str:
    separator = str(element.get("separators") or ",")[:1]
    return f"{element.get('open', '(')}{separator.join(_texts(found))}{element.get('close', ')')}"


def _function(_: Any, found: Operands) -> str:
    return f"{_of(found, 'fName', 0)} {_grouped(_of(found, 'e', 1))}"


def _limit(_: Any, found: Operands) -> str:
    return _of(found, "e", 0) + _lowered(_of(found, "lim", 1))


def _rows(_: Any, found: Operands) -> str:
    return "; ".join(filter(None, (text.strip() for text in _texts(found))))


def _row(_: Any, found: Operands) -> str:
    return ", ".join(text.strip() for text in _texts(found))


def _matrix(_: Any, found: Operands) -> str:
    return f"[{_rows(_, found)}]"


def _property(element: Any, name: str, default: str) -> str:
    found = next((e for e in _descend(element) if _name(e) == name), None)
    if found is None:
        return default
    return next((str(value) for key, value in found.attrib.items() if key.endswith("val")), "")


def _descend(element: Any) -> Iterable[Any]:
    return (e for child in element if _name(child).endswith("Pr") for e in child)


_WORDS = frozenset(("t", "mi", "mn", "mo", "ms", "mtext", "mspace"))
_WRITERS: dict[str, Callable[[Any, Operands], str]] = {
    "f": _fraction,
    "mfrac": _fraction,
    "sSup": _superscript,
    "msup": _superscript,
    "sSub": _subscript,
    "msub": _subscript,
    "sSubSup": _both,
    "msubsup": _both,
    "munderover": _both,
    "munder": _subscript,
    "mover": _over,
    "acc": _accented,
    "bar": _accented,
    "rad": _root,
    "mroot": _root,
    "msqrt": _square_root,
    "nary": _sum,
    "d": _delimited,
    "mfenced": _fenced,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "eqArr": _rows,
    "m": _matrix,
    "mr": _row,
    "mtable": _matrix,
    "mtr": _row,
}
