"""Lists the benchmarks, and what they share: python -m benchmarks."""

import ast
from pathlib import Path


def main() -> None:
    for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
        described = ast.get_docstring(ast.parse(path.read_text())) or ""
        print(f"{path.stem:20}{described.partition(chr(10))[0]}")


if __name__ == "__main__":
    main()
