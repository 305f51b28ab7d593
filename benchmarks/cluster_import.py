"""An import on a cluster against `--workers 2`: `python -m benchmarks.cluster_import [--files N] [--rounds N]`.

A scheduler and two workers of dask.distributed are started on this machine; then both ways import the same generated
texts in turn, without people, each time into a new library. The first round warms the cluster and is left out.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.importing import RANKS, article, word
from benchmarks.loopback_cluster import LoopbackCluster


def used() -> float:
    """Seconds of the processors that this process and all below it have taken."""
    here = psutil.Process()
    spent = 0.0
    for process in (here, *here.children(recursive=True)):
        times = process.cpu_times()
        spent += times.user + times.system
        if process is here:
            spent += times.children_user + times.children_system
    return spent


def imported(folder: Path, *how: str) -> tuple[float, float]:
    """Seconds by the clock and of the processors."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "briefing", "import", str(folder), "--no-entities", *how]
        before, began = used(), time.perf_counter()
        variables = os.environ | {"XDG_DATA_HOME": data}
        subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began, used() - before


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    words = [word(rank) for rank in range(RANKS)]
    weights = [1 / (rank + 1) for rank in range(RANKS)]
    here, there = [], []
    with tempfile.TemporaryDirectory() as place, LoopbackCluster(Path(place)) as cluster:
        folder = Path(place) / "texts"
        folder.mkdir()
        for number in range(options.files):
            (folder / f"{number}.md").write_text(article(number, words, weights))
        time.sleep(5)
        for _ in range(options.rounds + 1):
            here.append(imported(folder, "--workers", "2"))
            there.append(imported(folder, "--cluster", cluster.address))
    print(f"{options.files} texts, {options.rounds} rounds in turn, the middle one")
    print("| | seconds | processor seconds |\n|---|---|---|")
    for name, runs in (("--workers 2", here[1:]), ("--cluster", there[1:])):
        clock, spent = (statistics.median(each) for each in zip(*runs, strict=True))
        print(f"| {name} | {clock:.1f} | {spent:.1f} |")
    pairs = list(zip(here[1:], there[1:], strict=True))
    for at, name in enumerate(("clock", "processors")):
        print(name, *(f"{a[at] / b[at]:.2f}" for a, b in pairs))


if __name__ == "__main__":
    main()
