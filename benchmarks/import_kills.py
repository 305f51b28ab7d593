"""Imports on a cluster of which parts are killed: `python -m benchmarks.import_kills [--rounds N] [--files N]`.

In each round a folder of small files is imported into a new library while, at moments drawn at random, the import itself, a
worker, all of a worker's machine, or the scheduler ends by SIGKILL, and files change; then the import runs again until
it ends by itself. Each text has to be in the library once.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.loopback_cluster import LoopbackCluster
from briefing.storage.database import Database

VICTIMS = ("import", "worker", "machine", "scheduler", "file")
TEXT = (
    "The quay {0}\n\nAda Kroll opened quay number {0} in Northport on Monday, for the {1}. time.\n"
)


def write(folder: Path, number: int, version: int) -> None:
    (folder / f"{number}.txt").write_text(TEXT.format(number, version))


def import_under_fire(
    cluster: LoopbackCluster, folder: Path, data: Path, chance: random.Random
) -> Counter[str]:
    """What was killed or changed how often."""
    command = [sys.executable, "-m", "briefing", "import", str(folder), "--no-entities"]
    command += ["--cluster", cluster.address]
    environment = {**os.environ, "XDG_DATA_HOME": str(data)}
    killed: Counter[str] = Counter()
    victims = list(VICTIMS) + chance.choices(VICTIMS, k=2)
    chance.shuffle(victims)
    for _ in range(30):
        cluster.supervise()
        program = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        while program.poll() is None:
            time.sleep(chance.uniform(0.5, 3))
            if victims and program.poll() is None:
                victim = victims.pop()
                killed[victim] += 1
                if victim == "import":
                    program.kill()
                elif victim == "file":
                    write(folder, chance.randrange(10), killed["file"])
                else:
                    cluster.kill(victim)
            cluster.supervise()
        said = program.stdout.read() if program.stdout else ""
        if program.returncode == 0:
            return killed
        if program.returncode > 0:
            print("  said:", said.strip().replace("\n", " / ")[:300], flush=True)
            time.sleep(3)
    raise SystemExit("The import does not end.")


def check(folder: Path, data: Path) -> str:
    """What is wrong."""
    database = Database(data / "briefing" / "library.db")
    kept = [row[0] for row in database.all("SELECT text FROM content")]
    paths = database.all(
        "SELECT count(*), count(DISTINCT path), count(sha256) FROM imported i JOIN document USING (sha256)"
    )
    sound = database.one("PRAGMA integrity_check")
    sources = database.all("SELECT address FROM source")
    database.close()
    count = len(list(folder.iterdir()))
    faults = []
    if paths != [(count, count, count)] or len(set(sources)) != count:
        faults.append(f"{paths} of {count} files")
    if len(set(kept)) != len(kept) or len(kept) < count:
        faults.append(f"{len(kept)} texts, {len(set(kept))} of them different")
    return "; ".join(faults) if sound == ("ok",) else "The library is damaged."


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for seed in range(options.seed, options.seed + options.rounds):
        chance = random.Random(seed)
        random.seed(seed)
        with tempfile.TemporaryDirectory() as place:
            folder, data = Path(place, "texts"), Path(place, "data")
            folder.mkdir()
            for number in range(options.files):
                write(folder, number, 0)
            began = time.monotonic()
            with LoopbackCluster(Path(place)) as cluster:
                time.sleep(5)
                killed = import_under_fire(cluster, folder, data, chance)
            wrong = check(folder, data)
        print(
            f"{seed}: {dict(killed)}, {time.monotonic() - began:.0f} s: {wrong or 'all there once'}",
            flush=True,
        )
        if wrong:
            raise SystemExit(1)


if __name__ == "__main__":
    main()
