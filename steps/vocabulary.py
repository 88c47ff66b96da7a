"""The vocabulary of the scenarios: every phrase, and what it asks of a bench.

A phrase is a regular expression for the whole text of a step. ``needs`` names what the bench must have, so that a
scenario that cannot be played is skipped before anything is sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from pytest_bdd import given, parsers, then, when

PEER = r"(?P<peer>(?!host\b|module\b|network\b)[a-z][\w-]*)(?:'s connection (?P<connection>\d+))?"


class Phrase(NamedTuple):
    """One phrase: in which kinds of step it stands, how it reads in English, what it asks of a bench."""

    kinds: tuple[Literal["given", "when", "then"], ...]
    english: str
    needs: tuple[str, ...] = ()
    """Names of capabilities; ``line:{line}`` takes the name from the step."""


PHRASES = {
    # the state to begin in
    "module is": Phrase(("given",), r"the module is (?!power-cycled$)(?P<state>.+)"),
    "module has accepted": Phrase(("given",), r"the module has accepted(?: (?P<commands>.+))?"),
    "power-cycle": Phrase(("given", "when"), r"the module is power-cycled", ("power-cycle",)),
    # the host
    "host sends": Phrase(("when",), r"the host sends (?P<command>.+)"),
    "host types": Phrase(("when",), r"the host types (?P<text>.+)"),
    "host is silent": Phrase(("when",), r"the host is silent for (?P<time>\d.*|\{[^}]+\})"),
    "host is silent at an edge": Phrase(
        ("when",), r"the host is silent for just (?P<side>shorter|longer) than \{(?P<figure>[^}]+)\}"
    ),
    "host sets": Phrase(("when",), r"the host sets (?P<line>DTR|RTS) (?P<level>high|low)", ("line:{line}",)),
    # the module
    "module answers": Phrase(("then",), r"the module answers(?: (?P<lines>.+))?"),
    "module reports": Phrase(("then",), r"the module reports(?: (?P<lines>.+))?"),
    "module delivers": Phrase(("then",), r"the module delivers(?: (?P<text>.+))?"),
    "module is silent": Phrase(("then",), r"the module is silent for (?P<time>.+)"),
    "module ignores": Phrase(("then",), r"the module ignores (?P<command>.+)"),
    "module holds": Phrase(
        ("then",), r"the module holds (?P<line>DCD|RI|CTS|DSR) (?P<level>high|low)", ("line:{line}",)
    ),
    "module pulses": Phrase(
        ("then",), r"the module pulses (?P<line>DCD|RI|CTS) low for (?P<limits>.+)", ("line:{line}",)
    ),
    "that took": Phrase(("then",), r"that took (?P<limits>.+)"),
    "figure measures": Phrase(("then",), r"\{(?P<figure>[^}]+)\} measures (?P<limits>.+)"),
    # the far end
    "a server": Phrase(
        ("given",), r"an? (?P<protocol>TCP|UDP) server(?: named (?P<peer>[a-z][\w-]*))?", ("{protocol}-peer",)
    ),
    "a client": Phrase(
        ("given",),
        r"an? (?P<protocol>TCP|UDP) client(?: named (?P<peer>[a-z][\w-]*))?",
        ("{protocol}-peer", "inbound"),
    ),
    "peer sends": Phrase(("when",), rf"the {PEER} sends (?P<text>.+)"),
    "peer connects": Phrase(("when",), rf"the {PEER} connects to port (?P<port>\d+)", ("inbound",)),
    "peer ends": Phrase(("when",), rf"the {PEER} (?P<how>closes|resets)"),
    "peer acknowledges": Phrase(
        ("given", "when"), rf"the {PEER} (?P<how>stops acknowledging|acknowledges again)", ("ack-loss",)
    ),
    "peer receives": Phrase(("then",), rf"the {PEER} receives (?!nothing more$)(?P<text>.+)"),
    "peer receives nothing more": Phrase(("then",), rf"the {PEER} receives nothing more"),
    "peer is called from port": Phrase(
        ("then",), r"the (?P<peer>[a-z][\w-]*) is (?P<negation>not )?called from port (?P<port>\d+)", ("source-port",)
    ),
    "peer is called from address": Phrase(
        ("then",), r"the (?P<peer>[a-z][\w-]*) is called from address (?P<address>\S+)", ("source-address",)
    ),
    "peer sees": Phrase(("then",), rf"the {PEER} sees (?P<what>FIN|RST|a resend|no resend|a connection|a refusal)"),
    # the network
    "network": Phrase(("given", "when"), r"the network (?P<phrase>.+)", ("network-control",)),
}


def phrase(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Bind a function to a phrase of the vocabulary, in every kind of step in which it stands."""
    entry = PHRASES[name]
    decorators = {"given": given, "when": when, "then": then}

    def bind(function: Callable[..., Any]) -> Callable[..., Any]:
        for kind in entry.kinds:
            # The caller's caller: pytest-bdd puts the step into the module that the phrase is bound in.
            decorators[kind](parsers.re(entry.english), stacklevel=2)(function)
        return function

    return bind


PLACEHOLDER_NEEDS = {
    r"\{(?!dns\.)[a-z][\w-]*\.name\}": "server-name",
    r"\{dns\.": "dns",
    r"\{second_apn\}|\{module\.second_ip\}": "second-apn",
}
"""What a placeholder asks of a bench."""


def needs(step_text: str, docstring: str = "") -> set[str]:
    """Tell what a step asks of a bench."""
    text = f"{step_text}\n{docstring}"
    asked = {need for pattern, need in PLACEHOLDER_NEEDS.items() if re.search(pattern, text)}
    for entry in PHRASES.values():
        if entry.needs and (match := re.fullmatch(entry.english, step_text)):
            groups = {key: (value or "").lower() for key, value in match.groupdict().items()}
            asked |= {need.format(**groups) for need in entry.needs}
    return asked
