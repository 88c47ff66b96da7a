"""The project's own tests in several processes, which share the processors."""

import os

from hypothesis import settings

settings.register_profile("shared", deadline=None)  # how long an example takes says what else the machine does
settings.load_profile("shared")


def pytest_xdist_auto_num_workers():
    """Have two processes for each processor: on a wire a test waits for most of its time."""
    return 2 * (os.cpu_count() or 1)
