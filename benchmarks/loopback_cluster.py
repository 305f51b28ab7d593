"""A scheduler and two workers of dask.distributed on this machine, which may be killed and are started again."""

import os
import random
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType

import psutil


class LoopbackCluster:
    """Its processes are put where `supervise` finds them ended."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self._folder = folder
        scheduler = ["scheduler", "--host", "127.0.0.1", "--port", str(port)]
        worker = ["worker", self.address, "--nworkers", "1", "--nthreads", "1"]
        worker += ["--local-directory", str(folder)]
        self._commands = {"scheduler": scheduler, "worker 1": worker, "worker 2": worker}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "LoopbackCluster":
        self.supervise()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name in reversed(self._running):
            self._kill_group(name)

    def supervise(self) -> None:
        """Starts what is not running, as systemd would."""
        for name, command in self._commands.items():
            known = self._running.get(name)
            if known is None or known.poll() is not None:
                self._running[name] = subprocess.Popen(
                    [str(Path(sys.executable).with_name("dask")), *command, "--no-dashboard"],
                    cwd=self._folder,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )

    def kill(self, what: str) -> None:
        """With SIGKILL: "scheduler", "worker" (which dask starts again) or "machine", a worker with all that is its."""
        chosen = random.choice(("worker 1", "worker 2"))
        if what == "scheduler":
            self._kill_group("scheduler")
        elif what == "machine":
            self._kill_group(chosen)
        else:
            for child in psutil.Process(self._running[chosen].pid).children():
                child.kill()

    def _kill_group(self, name: str) -> None:
        program = self._running[name]
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
