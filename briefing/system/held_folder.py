import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.system import open_flags

BY_DESCRIPTOR = os.open in os.supports_dir_fd
"""Else folders are named by their paths, and a link put in their place meanwhile is followed."""


def user_number() -> int:
    """0 where temporary folders are each user's own."""
    return os.getuid() if hasattr(os, "getuid") else 0


class HeldFolder:
    """A folder whose files are reached even if something else takes its name."""

    def __init__(self, descriptor: int | None, path: Path) -> None:
        self._descriptor, self._path = descriptor, path

    def names(self) -> list[str]:
        return os.listdir(self._path if self._descriptor is None else self._descriptor)

    def open(self, name: str, flags: int, mode: int = 0o600) -> int:
        if self._descriptor is None:
            return os.open(self._path / name, flags, mode)
        return os.open(name, flags, mode, dir_fd=self._descriptor)

    def rename(self, name: str, new: str) -> None:
        if self._descriptor is None:
            os.rename(self._path / name, self._path / new)
        else:
            os.rename(name, new, src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)


@contextmanager
def hold_folder(root: Path, names: tuple[str, ...], *, make: bool) -> Iterator[HeldFolder]:
    """The folder `names`, one in the other, under `root`.

    Raises:
        OSError: There is a link or another user's folder on the way.
    """
    if make:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not BY_DESCRIPTOR:
        path = root.joinpath(*names)
        if make:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.resolve() != root.resolve().joinpath(*names):
            raise PermissionError
        yield HeldFolder(None, path)
        return
    descriptor = os.open(root, open_flags.FOLDER)
    try:
        for name in names:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(name, 0o700, dir_fd=descriptor)
            inner = os.open(name, open_flags.FOLDER | open_flags.NO_LINK, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
            if os.fstat(descriptor).st_uid != os.geteuid():
                raise PermissionError
        yield HeldFolder(descriptor, root.joinpath(*names))
    finally:
        os.close(descriptor)
