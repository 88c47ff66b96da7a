"""The project's own tests in several processes, which share the processors."""

import os

import pytest
from hypothesis import settings

settings.register_profile("shared", deadline=None)  # how long an example takes says what else the machine does
settings.load_profile("shared")


def pytest_configure(config):
    config.addinivalue_line("markers", "waits: it waits for most of a minute, and is begun with")


def pytest_xdist_auto_num_workers():
    """Have a process for each processor: wires are held to times, which a busy machine breaks."""
    return os.cpu_count() or 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Begin with what waits, in every second process: while it does, the others have something to do.

    Each process is given an equal part of the list, and takes from the others' when it has done its own.
    """
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    waiting = [item for item in items if item.get_closest_marker("waits")]
    others = iter([item for item in items if not item.get_closest_marker("waits")])
    size, half, ordered = len(items) // processes, (processes + 1) // 2, []
    for process in range(processes):
        begun = [] if process % 2 else waiting[process // 2 :: half]
        ordered += [*begun, *(item for _, item in zip(range(size - len(begun)), others, strict=False))]
    items[:] = [*ordered, *others]
