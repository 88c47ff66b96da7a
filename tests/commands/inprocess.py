"""Commands as a user types them, run within this process: for tests of many runs, and none of them a long one."""

from __future__ import annotations

import contextlib
import io
from typing import NamedTuple

from atconform.cli import run


class Done(NamedTuple):
    """What a command ended with."""

    code: int
    out: str
    """On standard output."""
    err: str
    """On standard error."""

    @property
    def said(self) -> str:
        return self.out + self.err


def atconform(*arguments: object) -> Done:
    """Run a command; an error that it does not handle, of which a user would see the traceback, fails the test."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Done(int(code), out.getvalue(), err.getvalue())
