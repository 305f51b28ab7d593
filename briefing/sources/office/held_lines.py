from itertools import groupby

from msgspec import Struct, field


class HeldLines(Struct):
    """Lines of code or verse."""

    kind: str = ""
    lines: list[str] = field(default_factory=list)

    def add(self, kind: str, line: str) -> None:
        self.kind = kind
        self.lines.append(line)

    def leave_gap(self) -> bool:
        if self.kind:
            self.lines.append("")
        return bool(self.kind)

    def end(self) -> str:
        kind, lines = self.kind, self.lines
        self.kind, self.lines = "", []
        if kind == "verse":
            stanzas = (list(group) for told, group in groupby(lines, bool) if told)
            return "".join(f"<p>{'<br>'.join(stanza)}</p>" for stanza in stanzas)
        return "<pre>" + "\n".join(lines).rstrip("\n") + "</pre>" if kind else ""
