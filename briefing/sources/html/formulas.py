from typing import Any

_HOLDERS = frozenset(
    (
        "katex",
        "mwe-math-element",
        "MathJax",
        "MathJax_CHTML",
        "MathJax_SVG",
        "MathJax_Display",
        "mjx-chtml",
    )
)
_TEX = "math/tex"


def find_formula(element: Any) -> Any:
    if element.tag != "mjx-container" and _HOLDERS.isdisjoint((element.get("class") or "").split()):
        return None
    return next(element.iter("math", "{*}math"), None)


def is_preview(element: Any) -> bool:
    names = element.get("class") or ""
    after = element.getnext() if "MathJax_Preview" in names else None
    return after is not None and (after.get("type") or "").startswith(_TEX)


def read_tex(script: Any) -> str:
    return script.text or "" if (script.get("type") or "").startswith(_TEX) else ""
