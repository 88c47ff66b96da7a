"""What the module says carries its kind, and what it sees the host do wrong leaves as an effect."""

from __future__ import annotations

import pytest

from atconform.base.units import MS, SECOND
from atconform.emulator.core.effects import Remark, Transmit
from tests.emulator.cip.rig import connected


@pytest.fixture
def watch(monkeypatch):
    """Makes a list of all that a rig's module wants done from now on."""

    def watching(rig):
        seen = []
        take = rig.module.take_effects

        def taking():
            taken = take()
            seen.extend(taken)
            return taken

        monkeypatch.setattr(rig.module, "take_effects", taking)
        return rig, seen

    return watching


@pytest.fixture
def effects(watch):
    """A connected module, and all that it wants done from then on."""
    return watch(connected("sim800"))


def kinds(seen):
    return [(effect.kind, effect.data.strip()) for effect in seen if isinstance(effect, Transmit)]


def mistakes(seen):
    return [(effect.mistake, effect.typed) for effect in seen if isinstance(effect, Remark)]


def test_echo_prompt_and_a_late_answer_are_told_apart(effects):
    rig, seen = effects
    rig.at("ATE1")
    seen.clear()
    rig.at("AT+CIPSEND")
    rig.type(b"hello\x1a")
    rig.wait(SECOND)
    assert kinds(seen) == [
        ("echo", b"AT+CIPSEND"),
        ("prompt", b">"),
        ("echo", b"hello\x1a"),
        ("answer", b"SEND OK"),
    ]


def test_received_data_and_unsolicited_lines_are_told_apart(effects):
    rig, seen = effects
    rig.peer_sends(b"hi")
    rig.network_does("withdraw-context")
    rig.wait(SECOND)
    assert kinds(seen) == [("data", b"hi"), ("unsolicited", b"+PDP: DEACT")]


def test_a_host_that_does_not_wait_for_the_answer_or_the_prompt_is_seen(effects):
    rig, seen = effects
    rig.type(b"AT+CIPSEND=5\rhello")
    rig.wait(SECOND)
    assert mistakes(seen) == [("before-prompt", b"hello")]
    seen.clear()
    rig.type(b"AT\r", 0)
    rig.type(b"AT\r")
    assert mistakes(seen) == [("impatient", b"AT\r")]


def test_an_escape_sequence_without_the_silence_before_it_is_seen(watch):
    rig, seen = watch(connected("sim800", "AT+CIPMODE=1"))
    rig.type(b"data", 0)
    rig.type(b"+++")
    assert mistakes(seen) == [("no-guard", b"+++")]


def test_an_escape_sequence_without_the_silence_behind_it_is_seen(watch):
    rig, seen = watch(connected("sim800", "AT+CIPMODE=1"))
    rig.type(b"data", 2 * SECOND)
    rig.type(b"+++", 500 * MS)
    rig.type(b"x")
    assert mistakes(seen) == [("no-guard", b"x")]
