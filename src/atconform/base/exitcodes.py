"""What every command ends with."""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """The exit codes of the command line; a run's stands in the footer of its record too."""

    PASSED = 0
    """All that ran passed, or a command did what it was asked for."""
    FAILED = 1
    """A scenario failed or ended with an error, or what a command tried or looked for is not well."""
    CUT_OFF = 2
    """It was ended before its end: by Ctrl-C, or because the module is gone."""
    WRONG_USE = 4
    """The user asked for something that cannot be."""
    NOTHING_RAN = 5
    """No scenario was played, or a run that passed was not what it had to be: too much skipped, something lacking."""
    INCONCLUSIVE = 6
    """Nothing failed, but something was inconclusive."""
