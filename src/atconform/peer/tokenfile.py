"""The file in which the token of a far end stands alone, and which nobody else may read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from atconform.base import saying
from atconform.base.errors import UsageError

SHORTEST = 16
"""Characters of a token."""
MOST = 1024
"""Bytes of the file."""
ANYBODY_ELSE = stat.S_IRWXG | stat.S_IRWXO
NAME_ONE = "name a file that holds the far end's token"


def _say(what: str) -> None:
    saying.say(what, err=True)


def read_token(path: Path, say: Callable[[str], None] = _say) -> str:
    """Read the token that test hosts and far end share.

    What a link leads to counts, not the link.

    :param say: told where the system has no modes that say who may read a file, as Windows has none
    :raises UsageError: it cannot be read, others can read or change it, or it holds no token
    """
    try:
        # A pipe would wait for somebody who writes; it is no file, and refused.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            _check_kind(path, os.fstat(file.fileno()), say)
            data = file.read(MOST + 1)
        token = data.decode("utf-8", "strict" if len(data) <= MOST else "ignore").strip()
    except UnicodeDecodeError:
        raise UsageError(f"{path}: it is not text", NAME_ONE) from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}", NAME_ONE) from None
    if len(data) > MOST or len(token.splitlines()) > 1:
        raise UsageError(f"{path}: there is more in it than a token; {MOST} bytes are the most", NAME_ONE)
    if len(token) < SHORTEST:
        raise UsageError(f"{path}: the token is shorter than {SHORTEST} characters", "openssl rand -hex 32 makes one")
    return token


def _check_kind(path: Path, found: os.stat_result, say: Callable[[str], None]) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{path}: that is no file", NAME_ONE)
    if not hasattr(os, "geteuid"):
        say(f"{path}: who else can read it is not checked on this system; see to it that nobody can")
        return
    if found.st_uid not in (os.geteuid(), 0):
        raise UsageError(f"{path}: it belongs to another user, who can read it", f"have one of your own: chown {path}")
    if found.st_mode & ANYBODY_ELSE:
        raise UsageError(f"{path}: others can read or change it", f"chmod 600 {path}")
