import json
from importlib.resources import files
from pathlib import Path

import pytest
from msgspec.structs import replace

from briefing.cli.main import run
from briefing.config import Config
from briefing.library import make_library
from briefing.model import Analysis, Entity, EntityKind, Mention, Span
from briefing.model.json_report import all_schemas
from tests.json_schema import follow_schema

SEED = str(Path(__file__).parents[2] / "seeds" / "biden-putin-agenda.txt")


@pytest.fixture
def briefing(capsys):
    def call(*arguments: str):
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def article(tmp_path):
    def write(text: str, name="article.md"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def test_json_keeps_to_the_schema(briefing):
    code, out, err = briefing("show", SEED, "--format", "json", "--no-entities")
    report = json.loads(out)
    follow_schema(report, "briefing.schema.json")
    assert (code, err) == (0, "")
    assert [s["index"] for s in report["sections"]] == list(range(7))
    assert report["document"]["agency"] == "Associated Press"


def test_jsonl_is_a_line_a_source_in_order(briefing, article):
    other = article("# Other\n\nSome words.\n")
    code, out, _ = briefing("show", other, SEED, "--format", "jsonl", "--no-entities")
    reports = [json.loads(line) for line in out.rstrip("\n").split("\n")]
    assert code == 0
    assert [r["document"]["source"] for r in reports] == [other, SEED]


def test_what_takes_too_long_is_printed_without_its_people(briefing):
    code, out, err = briefing("show", SEED, "--format", "json", "--patience", "0.01")
    assert (code, json.loads(out)["entities"]) == (0, [])
    assert err.endswith("finding them takes over 0.01 seconds; allow more with --patience.\n")
    assert err.count("\n") == 1


def test_one_section(briefing):
    _, out, _ = briefing("show", SEED, "--format", "json", "--no-entities", "--section", "5")
    assert [s["title"] for s in json.loads(out)["sections"]] == ["cyber security"]
    _, text, _ = briefing("show", SEED, "--no-entities", "--section", "5")
    assert text.startswith("5. cyber security\n\nOn Monday, a year since")


def test_a_title_is_printed_once(briefing, article):
    path = article("Hello world\n\nA second paragraph.\n", "a.txt")
    for form in ("text", "markdown"):
        _, out, _ = briefing("show", path, "--format", form, "--no-entities")
        assert out.lower().count("hello world") == 1


def test_the_day_is_printed_without_the_time(briefing, article):
    page = "---\ntitle: The quay\ndate: 2026-03-04T09:30:00Z\n---\nThe quay opens at noon.\n"
    assert briefing("show", article(page))[1].split("\n")[:2] == ["The quay", "2026-03-04"]


def test_text_has_every_word(briefing):
    code, out, _ = briefing("show", SEED, "--no-entities")
    assert code == 0
    assert [w for w in Path(SEED).read_text().split() if w not in out] == []


def test_markdown_reads_as_the_same_document(briefing, article):
    source = '# T\n\n## One\n\nA *b* [c](http://d.example/ "e").\n\n- x\n- y\n\n1. z\n\n> q\n\n```py\nf()\n```\n'
    _, first, _ = briefing("show", article(source), "--format", "markdown")
    _, second, _ = briefing("show", article(first, "again.md"), "--format", "markdown")
    assert first == second
    for part in (
        '[c](<http://d.example/> "e")',
        "*b*",
        "- x\n- y",
        "1. z",
        "> q",
        "```py\nf()\n```",
    ):
        assert part in first


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "nowhere.txt"], "nowhere.txt"),
        (["show", "*.nowhere"], "No file matches"),
        (["show", SEED, "--no-entities", "--section", "7"], "no issue 7"),
        (["show", SEED, "--loud"], "--loud"),
        (["show"], "SOURCE"),
        (["show", SEED, "--format", "poem"], "poem"),
    ],
)
def test_wrong_input_is_one_sentence_and_code_2(briefing, arguments, words):
    code, out, err = briefing(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_what_can_be_read_is_printed_and_what_cannot_is_said(briefing):
    code, out, err = briefing("show", "nowhere.txt", SEED, "--format", "jsonl", "--no-entities")
    assert code == 2
    assert len(out.strip().split("\n")) == 1
    assert "nowhere.txt" in err


def test_nothing_raw_reaches_the_terminal(briefing, article):
    path = article(b"# \x1b]52;c;aGk=\x07x\n\n[@click=app.quit]y[/] \x9b31m\n", "\u202ea.md")
    for form in ("text", "markdown", "json"):
        _, out, err = briefing("show", path, "--format", form, "--no-entities")
        assert not set(out + err) & {"\x1b", "\x07", "\x9b", "\u202e"}


@pytest.mark.parametrize("name", all_schemas())
def test_the_schemas_in_the_package_are_those_of_the_types(name):
    assert json.loads((files("briefing") / name).read_text()) == all_schemas()[name]


@pytest.fixture
def known(article, tmp_path, monkeypatch):
    """A text that the library knows, with a name that nobody would find in it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = article("# Talks\n\nThey met at noon.\n\n## Trade\n\nTariffs fell.\n")
    library = make_library(Config())
    briefing = library.open(path).finish()
    mention = Mention(Span(7, 11), EntityKind.PERSON)
    noon = Entity("e1", EntityKind.PERSON, "They of Noon", mentions=(mention,))
    analysis = replace(briefing.analysis, entities=(noon,), quotes=())
    library._store.documents.keep(replace(briefing, analysis=analysis))
    library.close()
    return path


def test_what_the_library_has_of_the_same_text_is_used(briefing, known, tmp_path, monkeypatch):
    monkeypatch.setattr("briefing.library.analyse_sources.find_entities", never)
    monkeypatch.setattr("briefing.library.ingest.unpack_record", never)
    file = tmp_path / "data" / "briefing" / "library.db"
    before = file.read_bytes()
    _, out, _ = briefing("show", known, "--format", "json")
    assert [entity["name"] for entity in json.loads(out)["entities"]] == ["They of Noon"]
    _, out, _ = briefing("show", known, "--format", "json", "--no-entities")
    assert json.loads(out)["entities"] == []
    assert file.read_bytes() == before


def test_names_of_a_part_are_said_to_be_so(briefing, article, monkeypatch):
    part = Analysis(entities=(), quotes=())
    monkeypatch.setattr(
        "briefing.library.analyse_sources.find_entities", lambda *_, **__: (part, 0.62)
    )
    code, _, err = briefing("show", article("Anna met Karl at noon."), "--format", "json")
    assert code == 0
    assert "printed with the names of its first 62% only" in err
    assert "--patience" in err


def never(*_, **__):
    raise AssertionError("its issues and people are known")


def test_the_library_is_left_out_if_that_is_wanted(briefing, known, article):
    _, out, _ = briefing("show", known, "--format", "json", "--as-found")
    anew = json.loads(out)
    assert "They of Noon" not in out
    _, out, _ = briefing("show", known, "--format", "json")
    assert json.loads(out)["document"] == anew["document"]
    other = article(Path(known).read_text() + "\nMore.\n", "other.md")
    _, out, _ = briefing("show", other, "--format", "json")
    assert "They of Noon" not in out


def test_issues_have_the_numbers_of_the_screen(briefing, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# Harbour\n\nWhat is new.\n\n## Dues\n\nThey rise.\n\n## Boats\n\nThey stay.\n"
    )
    _, out, _ = briefing("show", str(page), "--format", "json", "--no-entities")
    sections = json.loads(out)["sections"]
    assert [(each["title"], each["number"]) for each in sections][-2:] == [
        ("Dues", 1),
        ("Boats", 2),
    ]
    _, text, _ = briefing("show", str(page), "--no-entities", "--section", "2")
    assert text.startswith("2. Boats")
    _, text, _ = briefing("show", str(page), "--no-entities", "--section", "0")
    assert text.startswith(sections[0]["title"])
