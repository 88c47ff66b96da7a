"""How the project's own tests are shared among processes."""

import os


def pytest_xdist_auto_num_workers():
    """Have two processes for each processor: on a wire a test waits for most of its time."""
    return 2 * (os.cpu_count() or 1)
