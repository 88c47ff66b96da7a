"""The ways to standard output and standard error, but for tables (``base/terminal.py``). There is no other."""

from __future__ import annotations

import sys

import click

from atconform.base import streams
from atconform.base.plain import Made, uncommanding, visible


def say(text: object, *, err: bool = False) -> None:
    """Say a line, or some, to a person; whoever the words are from, they are text.

    :param err: to standard error
    """
    click.echo(uncommanding(visible(str(text))), err=err)


def hand_out(made: Made) -> None:
    """Write what is for another program to standard output, as it was made, in UTF-8."""
    if isinstance(sys.stdout, streams.Stream):
        sys.stdout.be_utf8()
    click.echo(made, nl=False)
