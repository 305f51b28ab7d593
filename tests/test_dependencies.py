import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_each_dependency_is_listed_with_its_license_and_size() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [re.split(r"[<>=]", asked)[0] for asked in project["dependencies"]]
    table = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").split("\n## ")[0]
    rows = [row.split(" | ") for row in table.splitlines() if row.startswith("| ")][2:]
    assert [row[0].removeprefix("| ") for row in rows] == sorted(named)
    assert all(cell.strip() for row in rows for cell in row[:4])
