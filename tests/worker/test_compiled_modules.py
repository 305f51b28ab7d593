import subprocess
import sys

import pytest

from briefing.worker import compiled_modules


def install(folder, name, requires=()):
    described = folder / f"{name}-1.dist-info"
    described.mkdir(parents=True)
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n"
    lines = "".join(f"Requires-Dist: {each}\n" for each in requires)
    (described / "METADATA").write_text(head + lines)
    (described / "RECORD").write_text(
        f"{name}/code.py,,\n{name}/tests/more.py,,\n{name}/data.txt,,\n"
    )
    for file in ("code.py", "tests/more.py", "data.txt"):
        (folder / name / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / file).touch()


def test_it_finds_the_modules_of_what_is_required(tmp_path, monkeypatch):
    install(tmp_path, "first", ["Second>=1,<2", "missing", 'third ; extra == "more"'])
    install(tmp_path, "second", ["first"])
    install(tmp_path, "third")
    monkeypatch.syspath_prepend(tmp_path)
    found = list(compiled_modules.find_modules("First", set()))
    assert found == [tmp_path / "second/code.py", tmp_path / "first/code.py"]


@pytest.fixture
def package(tmp_path, monkeypatch):
    for name in ("first.py", "library/worker_functions.py", "library/last.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("WHAT = 1\n")
    monkeypatch.setattr(compiled_modules, "_OWN", tmp_path)
    last = tmp_path / "library/worker_functions.py"
    monkeypatch.setattr(compiled_modules, "_COMPILED_LAST", last)
    return tmp_path


def test_every_module_of_ours_is_compiled_once(package, monkeypatch):
    begun = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: begun.append(command))
    monkeypatch.setattr(compiled_modules, "this_process", Children())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    compiled_modules.compile_missing()
    assert begun == [[sys.executable, "-I", "-m", "briefing.worker.compiled_modules"]]
    monkeypatch.setattr(compiled_modules, "find_modules", lambda *_: [])
    compiled_modules.compile_all()
    compiled_modules.compile_missing()
    assert len(begun) == 1
    assert len(list(package.rglob("*.pyc"))) == 3


class Children:
    children: set = set()


def test_nothing_is_compiled_where_python_is_told_not_to(package, monkeypatch):
    begun = []
    monkeypatch.setattr(subprocess, "Popen", begun.append)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled_modules.compile_missing()
    assert not compiled_modules.is_compiled()
    assert not begun
