"""``atconform tell PATH``: have something go wrong with an emulated module that is running."""

from __future__ import annotations

import socket
from pathlib import Path

import click
import msgspec

from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.saying import say

PATIENCE = 5.0
"""Seconds in which an emulator answers."""
LONGEST = 1024 * 1024
"""Bytes of an answer, at the most."""
NOBODY = "start one with atconform emulate FAMILY --control PATH"


class Answer(msgspec.Struct, frozen=True):
    """What an emulator answers."""

    said: str = ""
    wrong: str = ""


@click.command("tell")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.argument("words", nargs=-1, metavar="FAULT [PARAMETER=VALUE]... | show | clear")
def command(path: Path, words: tuple[str, ...]) -> int:
    """Have something go wrong with the emulated module whose control is at PATH.

    FAULT is one of atconform emulate --list-faults; show tells how the module is, and which faults wait or act; clear
    ends them all.
    """
    answer = ask(path, words)
    if answer.wrong:
        raise UsageError(answer.wrong)
    say(answer.said)
    return ExitCode.PASSED


def ask(path: Path, words: tuple[str, ...]) -> Answer:
    """Tell an emulator something, and return what it answers.

    :raises UsageError: nobody listens, or does not answer in time
    """
    family = getattr(socket, "AF_UNIX", None)
    if family is None:
        raise UsageError("Windows has no Unix sockets", "have things go wrong with emulate --faults")
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.settimeout(PATIENCE)
        try:
            sock.connect(str(path))
            sock.sendall(msgspec.json.encode(words) + b"\n")
            answer = b""
            while not answer.endswith(b"\n") and len(answer) < LONGEST and (data := sock.recv(65536)):
                answer += data
            return msgspec.json.decode(answer, type=Answer)
        except TimeoutError:
            raise UsageError(f"{path}: the emulator does not answer") from None
        except OSError as error:
            raise UsageError(f"{path}: no emulator listens there ({error.strerror or error})", NOBODY) from None
        except msgspec.DecodeError:
            raise UsageError(f"{path}: what listens there is no emulator", NOBODY) from None
