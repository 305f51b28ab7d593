"""Builds the manual as a site, which needs no network.

python docs/make_manual.py            into build/manual/site
python docs/make_manual.py --pages    only the pages that are made from the program, into build/manual/docs
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import click  # noqa: E402

from briefing.cli.main import cli  # noqa: E402
from briefing.cli.subcommands import GROUPS  # noqa: E402
from briefing.tui import commands as screens  # noqa: E402
from briefing.tui.commands import Command  # noqa: E402
from briefing.tui.key_bindings import effective_keys  # noqa: E402

DOCS = ROOT / "docs"
BUILD = ROOT / "build" / "manual"
NAVIGATION: dict[str, dict[str, str]] = {
    "Begin": {"Start in five minutes": "index.md", "A morning with it": "morning.md"},
    "Read": {
        "Reading": "reading.md",
        "Names and quotations": "names.md",
        "The library": "library.md",
        "Stories": "stories.md",
        "Sources and their limits": "sources.md",
        "Fetching by a timer": "fetching-by-timer.md",
        "A cluster": "cluster.md",
    },
    "Look up": {
        "Settings": "settings.md",
        "Keys": "keys.md",
        "Commands": "commands.md",
        "JSON": "json.md",
        "Scripts": "scripts.md",
        "Troubleshooting": "troubleshooting.md",
        "Glossary": "glossary.md",
    },
    "Trust": {"Privacy": "privacy.md", "Security": "security.md"},
    "Change it": {
        "Architecture": "architecture.md",
        "Dependencies": "dependencies.md",
        "Textual": "textual.md",
        "Releasing": "releasing.md",
    },
}
"""Titles and pages; a page that is not there is left out."""
_CONFIGURATION = """\
[project]
site_name = "Briefing"
site_description = "The manual of a terminal reader that splits a briefing into its issues."
docs_dir = "docs"
site_dir = "site"
use_directory_urls = false
nav = {navigation}

[project.theme]
font = false
features = ["navigation.sections", "navigation.footer", "content.code.copy", "toc.follow"]

[[project.theme.palette]]
media = "(prefers-color-scheme: light)"
scheme = "default"

[[project.theme.palette]]
media = "(prefers-color-scheme: dark)"
scheme = "slate"

[project.plugins.search]
"""
_ELSEWHERE = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc="?(?:https?:)?//|"""
    r"""<link\b[^>]*\brel="?(?:stylesheet|icon|preconnect|preload)[^>]*\bhref="?(?:https?:)?//|"""
    r"""url\(["']?(?:https?:)?//"""
)
"""Something that a page loads from another machine."""
_CDN = re.compile(r"https://(?:unpkg\.com|cdn\.jsdelivr\.net)")
"""In the theme's script, for diagrams and the like, which no page has."""
_FONTS = re.compile(r"@font-face \{[^}]*\}\s*")
"""In pictures, by Textual."""


def main() -> int:
    write_pages()
    if sys.argv[1:] == ["--pages"]:
        return 0
    (BUILD / "zensical.toml").write_text(
        _CONFIGURATION.format(navigation=_toml(navigation())), encoding="utf-8"
    )
    program = Path(sys.executable).with_name("zensical")
    done = subprocess.run([program, "build", "--strict", "--clean"], cwd=BUILD, check=False)
    if done.returncode:
        return done.returncode
    for ending, pattern in {".js": _CDN, ".svg": _FONTS}.items():
        for path in (BUILD / "site").rglob(f"*{ending}"):
            path.write_text(pattern.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    wrong = list(foreign_assets(BUILD / "site"))
    site = BUILD.relative_to(ROOT) / "site"
    served = f"python3 -m http.server -d {site} serves it with its search"
    print("\n".join(wrong) or f"The manual is in {site}/index.html; {served}.")
    return 1 if wrong else 0


def write_pages() -> None:
    shutil.rmtree(BUILD, ignore_errors=True)
    shutil.copytree(DOCS, BUILD / "docs", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for name, text in generated().items():
        (BUILD / "docs" / name).write_text(text, encoding="utf-8")


def generated() -> dict[str, str]:
    """The pages that are made from the program."""
    pages = {"keys.md": keys(), "commands.md": subcommands(), "json.md": schemas()}
    return {name: "\n".join(lines) + "\n" for name, lines in pages.items()}


def navigation() -> dict[str, dict[str, str]]:
    known = {path.name for path in DOCS.glob("*.md")} | generated().keys()
    return {
        group: {title: page for title, page in pages.items() if page in known}
        for group, pages in NAVIGATION.items()
    }


def foreign_assets(site: Path) -> Iterator[str]:
    for path in site.rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".svg"):
            text = path.read_text(encoding="utf-8")
            pattern = _CDN if path.suffix == ".js" else _ELSEWHERE
            yield from (f"{path}: {found[0]}" for found in pattern.finditer(text))


def _toml(value: object) -> str:
    if isinstance(value, dict):
        each = (f"{{{json.dumps(title)} = {_toml(page)}}}" for title, page in value.items())
        return f"[{', '.join(each)}]"
    return json.dumps(value)


def keys() -> Iterator[str]:
    """The keys of all screens."""
    yield from (
        "# Keys",
        "",
        "`?` shows the keys of the screen you are in, `:` finds a command by its name.",
    )
    yield "The names in the last column are those for `[keys]` in the [settings](settings.md#keys)."
    groups = dict.fromkeys(each.group for each in screens.READING)
    tables = {group: [each for each in screens.READING if each.group == group] for group in groups}
    tables |= {"While you select": screens.SELECTING, "In the agenda": screens.AGENDA}
    tables |= {"In the library": screens.LIBRARY, "Where you open files": screens.PICKER}
    tables |= {"In feeds": screens.FEEDS}
    tables |= {"In lists and dialogs": [each for dialog in screens.DIALOGS for each in dialog]}
    for title, commands in tables.items():
        yield from ("", f"## {title}", "", "| key | what it does | name |", "| --- | --- | --- |")
        yield from dict.fromkeys(_key_rows(commands))


def _key_rows(commands: Iterable[Command]) -> Iterator[str]:
    for each in commands:
        shown = effective_keys({}, [each])[each.name].split("  ")
        pressed = " ".join(f"`{key}`".replace("|", "\\|") for key in shown)
        yield f"| {pressed} | {each.help} | {each.name} |"


def subcommands() -> Iterator[str]:
    """Each command as its --help prints it."""
    yield from ("# Commands", "", "`briefing COMMAND --help` prints these.", "")
    yield from ("## briefing", "", *_help(click.Context(cli, info_name="briefing")))
    assert isinstance(cli, click.Group)
    parent = click.Context(cli, info_name="briefing")
    for group, names in GROUPS.items():
        yield from ("", f"## {group}")
        for name in names:
            found = cli.get_command(parent, name)
            assert found is not None
            yield from _command(click.Context(found, parent, name), "###")


def _command(context: click.Context, heading: str) -> Iterator[str]:
    yield from ("", f"{heading} {context.command_path}", "", *_help(context))
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            found = context.command.get_command(context, name)
            assert found is not None
            yield from _command(click.Context(found, context, name), heading + "#")


def _help(context: click.Context) -> Iterator[str]:
    context.max_content_width = 100
    yield from ("```text", context.command.get_help(context).rstrip(), "```")


def schemas() -> Iterator[str]:
    """The fields of all that is printed as JSON."""
    yield from (
        "# JSON",
        "",
        "Every listing prints JSON with `--format json`; `jsonl` is one line for each of them.",
    )
    yield "Positions are counted in Unicode code points; the end is the first one after it. A field that may be"
    yield "missing is marked with ?. The schemas are in the package, as `briefing/NAME.schema.json`."
    for path in sorted((ROOT / "briefing").glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        kinds: dict[str, dict[str, object]] = schema["$defs"]
        yield from ("", f"## {schema['title']}", "", f"Schema: `{path.name}`.")
        for name, kind in kinds.items():
            if "properties" in kind:
                yield from _fields(name, kind)
            elif "$ref" not in schema:
                yield from ("", f"`briefing {name}` prints {_type(kind)}.")


def _fields(name: str, kind: dict[str, object]) -> Iterator[str]:
    said = f"{kind['description']}" if "description" in kind else ""
    yield from (
        "",
        f"### {name}",
        "",
        said,
        "",
        "| field | type | meaning |",
        "| --- | --- | --- |",
    )
    properties, needed = kind["properties"], kind.get("required", [])
    assert isinstance(properties, dict)
    assert isinstance(needed, list)
    for field, about in properties.items():
        mark = "" if field in needed else "?"
        yield f"| `{field}`{mark} | {_type(about)} | {_cell(about.get('description', ''))} |"


def _type(about: dict[str, object]) -> str:
    if "$ref" in about:
        return str(about["$ref"]).rpartition("/")[2]
    if "anyOf" in about:
        options = about["anyOf"]
        assert isinstance(options, list)
        return " or ".join(map(_type, options))
    if "enum" in about:
        values = about["enum"]
        assert isinstance(values, list)
        return " or ".join(f"`{json.dumps(value)}`" for value in values)
    if about.get("type") == "array" and isinstance(items := about.get("items"), dict):
        return f"list of {_type(items)}"
    return str(about.get("type", "any"))


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
