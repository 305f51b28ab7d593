"""Lists what the program says to its reader.

`python -m tests.wording` writes `wording.txt` anew, which is to be read in one go.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tests" / "wording.txt"

_SAID = re.compile(
    r"(?:^|_)(?:say|said|notify|warn|fail|complain|print_line|print_lines|echo|placeholder|title|subtitle|border_title|"
    r"border_subtitle|help|label|metavar|epilog|short_help|reason|notice|sentence|about|problem|head|prompt|"
    r"Command|Binding|Column|Option|Problem|Notice|styled|assemble)$|(?:Error|Dialog|Exception|Says|Failed)$",
    re.IGNORECASE,
)
"""Functions, classes and names whose strings are said."""
_UNSAID = re.compile(
    r"^(?:words|compile|match|search|fullmatch|finditer|findall|sub|split|execute|executemany|executescript|query_one|query|"
    r"getLogger|import_module|getattr|setattr|hasattr|open|encode|decode|Struct|bindings|Path|startswith|endswith|"
    r"removeprefix|removesuffix|strip|rows|row|value|write|run|Namespace|join|xpath|find|count|index|get|pop|cast|"
    r"TypeVar|add_class|set_class|has_class|run_action|register|fromkeys|namedtuple|partition|rpartition|Thread)$"
)
_CODE = re.compile(
    r"^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|WITH|PRAGMA|DROP|ALTER|BEGIN|COMMIT|ATTACH|AND|OR|WHERE|ORDER|FROM|JOIN)\b"
    r"|\\[bdswnAZ]|\(\?|\[\^|^[-.#$]\w|^https?:|&\s*>|\{$|::|^//|^\w+/\w+|<[a-z]+>|^--|^\$|\bbold\b|\$text|^panel \w+$|^list\('"
)
_SENTENCE = re.compile(r"[A-Z“{].*[a-z}].*[.…!?]$", re.DOTALL)
_LABEL = re.compile(r"[A-Za-z][a-z’']+(?:[ ,;:·/-]+[\w“”’'{}…\".()]+)+[.…?]?$")
_SHOWN = (
    "tui/",
    "cli/",
    "analysis/segmentation/explanations",
    "analysis/entities/resolve_entities",
    "storage/recovery/",
)
"""Where labels and parts of sentences are shown, also where nothing says so."""


@cache
def said_strings() -> Sequence[tuple[str, str]]:
    """Paths below the package, and what they say, in the order of the source."""
    found = {}
    for path in sorted((ROOT / "briefing").rglob("*.py")):
        name = str(path.relative_to(ROOT / "briefing"))
        said = _Strings(name.startswith(_SHOWN)).of(ast.parse(path.read_text("utf-8")))
        found |= {(name, words): None for words in said}
    return tuple(found)


class _Strings:
    def __init__(self, shown: bool) -> None:
        self._shown = shown

    def of(self, node: ast.AST, context: str = "") -> Iterator[str]:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)):
            yield from self._defined(node)
        elif isinstance(node, (ast.Constant, ast.JoinedStr)):
            yield from self._string(node, context)
        elif isinstance(node, ast.Assert) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            return
        else:
            for child, inner in _children(node, context):
                yield from self.of(child, inner)

    def _defined(self, node: ast.AST) -> Iterator[str]:
        """A command's docstring is its help."""
        decorators = getattr(node, "decorator_list", [])
        if any(".command" in ast.unparse(d) or ".group" in ast.unparse(d) for d in decorators):
            yield from (ast.get_docstring(node) or "").split("\n\n")  # type: ignore[arg-type]
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.arguments):
                yield from self.of(child)

    def _string(self, node: ast.Constant | ast.JoinedStr, context: str) -> Iterator[str]:
        words = _words(node)
        if words and self._is_said(words, context):
            yield " ".join(words.split())
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from self.of(part.value, context)

    def _is_said(self, words: str, context: str) -> bool:
        if not re.search(r"[A-Za-z]{2}", words) or _CODE.search(words):
            return False
        if context == "said":
            spaced = " " in words.strip()
            return (spaced and (self._shown or words[:1] in "“{" or words[:1].isupper())) or (
                self._shown and words[:1].isupper()
            )
        if context == "unsaid":
            return False
        return bool(_SENTENCE.match(words) and " " in words) or (
            self._shown and bool(_LABEL.match(words.strip()) and " " in words.strip())
        )


def _words(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        elif isinstance(part, ast.FormattedValue):
            name = re.findall(r"[A-Za-z_]+", ast.unparse(part.value))
            parts.append("{" + (name[-1] if name else "") + "}")
    return "".join(parts)


def _children(node: ast.AST, context: str) -> Iterator[tuple[ast.AST, str]]:
    """Parts of an expression or a statement, each with what it is for."""
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).split(".")[-1]
        inner = _meaning(name, context)
        yield node.func, context
        yield from ((each, inner) for each in node.args)
        for keyword in node.keywords:
            yield keyword.value, _meaning(keyword.arg or "", "unsaid" if inner == "unsaid" else "")
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        name = ast.unparse(target).split(".")[-1]
        if node.value is not None:
            yield node.value, _meaning(name, context)
    elif isinstance(node, ast.Compare):
        return
    elif isinstance(node, ast.Subscript):
        yield node.value, context
    else:
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, (ast.Name, ast.expr_context)):
                yield child, context


def _meaning(name: str, context: str) -> str:
    if _UNSAID.match(name):
        return "unsaid"
    return "said" if _SAID.search(name) else context


def table() -> str:
    lines, before = [], ""
    for name, words in said_strings():
        if name != before:
            lines.append(f"\n{name}" if lines else name)
            before = name
        lines.append(f"    {words}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
