"""Ways in which a worker of a cluster fails; its processes import them."""

import os

from briefing.library.bulk.import_task import Result, Task, own_worker, run


def deadly(task: Task) -> Result:
    if task.path.endswith("deadly.txt"):
        os._exit(1)
    return run(task)


def blind(task: Task) -> Result:
    return run(task) if task.data is not None else Result(task, unseen=True)


def protection() -> tuple[object, ...]:
    return tuple(own_worker().protection())
