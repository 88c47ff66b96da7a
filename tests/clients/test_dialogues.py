"""What public clients say to modules is played to the emulated ones, with the delays of real ones.

Where a client would give up today stands in ``giving_up.toml``, with the reason; the client is then taken to go on all
the same, so that the rest is played too. What stands there and is answered as the client wants fails the test. A start
of ``STARTS`` at which it would give up for another reason stands there too; nothing more is asked of that then.
``python -m tests.clients.test_dialogues`` writes the list anew and keeps the reasons that it has.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clients.dialogue import Dialogue, dialogues
from tests.clients.player import GivesUp, Player

LIST = Path(__file__).parent / "giving_up.toml"
WARM = 15
"""By then, in seconds, a module has long been registered."""
HEADER = """\
# Where public clients would give up, and why. `python -m tests.clients.test_dialogues` writes it anew.
"""
NOT_EMULATED = "no reason is known yet"


def giving_up() -> dict[str, dict[str, str]]:
    return tomllib.loads(LIST.read_text("utf-8"))


STARTS: dict[str, Callable[[Dialogue], float]] = {
    "at once": lambda _: 0,
    "cold": lambda dialogue: dialogue.begins,
    "warm": lambda _: WARM,
}
"""When the client begins, in seconds after power-up: at once, when it does by itself, and long after."""

PLAYED = [
    pytest.param(dialogue, start, id=f"{dialogue.title} {start}")
    for dialogue in dialogues()
    for start in STARTS
    if dialogue.begins or start != "at once"
]


@pytest.mark.parametrize(("dialogue", "start"), PLAYED)
def test_a_client_that_works_with_real_modules_works_with_the_emulated_one(dialogue, start):
    waiting = giving_up().get(dialogue.title, {})
    commands = set(waiting) - set(STARTS)
    player = Player(dialogue, commands, begins=STARTS[start](dialogue))
    if start in waiting:
        with pytest.raises(GivesUp):
            player.play()
        return
    player.play()
    answered = commands - set(player.missed)
    assert not answered, f"{dialogue.title}: no reason to give up any more: {', '.join(sorted(answered))}"


def test_the_list_names_clients_that_there_are():
    assert set(giving_up()) <= {dialogue.title for dialogue in dialogues()}


def test_each_family_has_two_clients_at_least():
    clients = [dialogue.family for dialogue in dialogues()]
    assert all(clients.count(family) >= 2 for family in ("sim800", "sim7000", "sim7020", "sim7x00"))


def _met(dialogue: Dialogue, begins: float) -> set[str]:
    """Find all at which a client would give up, one after the other."""
    waiting: set[str] = set()
    while True:
        try:
            Player(dialogue, waiting, begins=begins).play()
        except GivesUp as gives_up:
            if gives_up.step in waiting:
                raise
            waiting.add(gives_up.step)
        else:
            return waiting


def _gives_up(dialogue: Dialogue, waiting: set[str], begins: float) -> bool:
    try:
        Player(dialogue, waiting, begins=begins).play()
    except GivesUp:
        return True
    return False


def _quoted(text: str) -> str:
    return f"'{text}'"


if __name__ == "__main__":
    known = giving_up() if LIST.exists() else {}
    text = HEADER
    for one in dialogues():
        met = _met(one, WARM)
        met |= {start for start, begins in STARTS.items() if _gives_up(one, met, begins(one))}
        if not one.begins:
            met.discard("at once")
        if met:
            reasons = known.get(one.title, {})
            text += f"\n[{_quoted(one.title)}]\n"
            lines = (f"{_quoted(step)} = {_quoted(reasons.get(step, NOT_EMULATED))}\n" for step in sorted(met))
            text += "".join(lines)
    LIST.write_text(text, "utf-8")
