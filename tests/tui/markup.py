"""Finds, in source code, text that Textual would read as markup and that no one wrote as such."""

import ast
from collections.abc import Iterator

MADE = {"HangingLines", "Content", "Text", "Offset"}
"""What holds text as text, and what is none."""
WIDGETS = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "Tab", "TabPane", "Link",
    "Option", "Selection", "Tree", "Digits", "Pretty", "Select", "SelectionList", "Tabs", "RadioSet",
}  # fmt: skip
METHODS = {"notify", "add_column", "add_columns", "add_row", "add_rows", "add_leaf", "add_option"}
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "placeholder"}


class Finder:
    """Looks at one module."""

    def __init__(self, source: str) -> None:
        self.nodes = list(ast.walk(ast.parse(source)))
        functions = [n for n in self.nodes if isinstance(n, ast.FunctionDef)]
        self.functions = functions
        returned = {f.name: _names(f.returns) for f in functions if f.returns}
        self.making = {name for name, made in returned.items() if made & MADE}
        self.drawing = {name for name, made in returned.items() if "Strip" in made}

    def found(self) -> Iterator[str]:
        """The line and the code of each."""
        for node in self.nodes:
            for value in self._shown(node):
                if not self.safe(value):
                    yield f"{value.lineno}: {ast.unparse(value)}"
        for function in self.functions:
            if function.name == "render" and function.name not in self.making | self.drawing:
                yield f"{function.lineno}: render must give Content"

    def _shown(self, node: ast.AST) -> list[ast.expr]:
        """What a node gives Textual to show."""
        if isinstance(node, ast.Assign):
            names = {t.attr for t in node.targets if isinstance(t, ast.Attribute)}
            return [node.value] if names & ATTRIBUTES else []
        if not isinstance(node, ast.Call):
            return []
        keywords = {k.arg: k.value for k in node.keywords}
        plain = keywords.get("markup")
        if isinstance(plain, ast.Constant) and plain.value is False:
            return []
        name = _called(node)
        shown = [keywords[word] for word in ("tooltip", "placeholder", "prompt", "label", "title")
                 if word in keywords and (name in WIDGETS or word != "title")]  # fmt: skip
        if name in METHODS - {"notify"}:
            return [*shown, *node.args]
        return [*shown, *node.args[:1]] if name in WIDGETS or name == "notify" else shown

    def safe(self, value: ast.expr) -> bool:
        """Whether a value is written out here, or holds text as text."""
        match value:
            case ast.Constant():
                return True
            case ast.IfExp():
                return self.safe(value.body) and self.safe(value.orelse)
            case ast.BoolOp():
                return all(map(self.safe, value.values))
            case ast.Starred() | ast.FormattedValue():
                return self.safe(value.value)
            case ast.ListComp() | ast.GeneratorExp():
                return self.safe(value.elt)
            case ast.List() | ast.Tuple():
                return all(map(self.safe, value.elts))
            case ast.Call():
                name = _called(value)
                made = isinstance(value.func, ast.Attribute) and self.safe(value.func.value)
                return name in MADE | WIDGETS | self.making or made
            case ast.Name():
                return value.id in MADE or self._assigned_safely(value)
            case ast.Subscript():
                return self.safe(value.value)
        return False

    def _assigned_safely(self, name: ast.Name) -> bool:
        """Whether all that this module gives a name holds text as text; a parameter says so itself."""
        given: list[ast.expr] = []
        parameter = False
        for node in self.nodes:
            match node:
                case ast.Assign(targets=[ast.Name(id=name.id)], value=value):
                    given.append(value)
                case ast.AnnAssign(target=ast.Name(id=name.id), value=ast.expr() as value):
                    given.append(value)
                case ast.arg(arg=name.id, annotation=annotation):
                    if annotation is None or not _names(annotation) <= MADE | {"Sequence", "list"}:
                        return False
                    parameter = True
        return (parameter or bool(given)) and all(map(self.safe, given))


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
