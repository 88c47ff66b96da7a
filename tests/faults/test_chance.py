"""Faults at random: reproducible, and survived by a careful program; no emulated module breaks by them."""

import pytest

from atconform.base.errors import UsageError
from atconform.base.families import FAMILIES
from atconform.emulator.families import build
from atconform.faults import FaultyModule
from atconform.faults.chance import Odds
from atconform.faults.plan import Plan
from tests.faults.applications import Careful
from tests.faults.desk import Desk

HOUR = 3600


def soaked(seed: int, *, rate: int = 60, hours: float = 1) -> Desk:
    """Have a careful program send a report a minute while faults begin at random."""
    desk = Desk()
    desk.faults.at_random(seed, rate)
    program = Careful(desk)
    sent = []
    while desk.monotonic() < hours * HOUR:
        sent.append(str(len(sent)))
        program.report(sent[-1])
        desk.sleep(60)
    assert [report for report in sent if report not in desk.tcp.taken] == []
    return desk


def test_the_same_seed_is_the_same_every_time():
    one, other, another = soaked(7), soaked(7), soaked(8)
    assert one.notes == other.notes
    assert one.log == other.log
    assert one.notes != another.notes


@pytest.mark.parametrize("seed", range(1, 3))
def test_a_careful_program_works_for_hours(seed):
    assert len(soaked(seed, hours=1).notes) > 20


def test_only_faults_that_are_named():
    desk = Desk()
    desk.faults.at_random(1, 3600, "sms", "reboot")
    desk.sleep(100)
    assert {note.partition(":")[0] for note in desk.notes} == {"sms", "reboot"}


def test_until_it_is_ended():
    desk = Desk()
    desk.faults.at_random(1, 3600)
    desk.sleep(60)
    desk.faults.clear()
    before = len(desk.notes)
    desk.sleep(3600)
    assert len(desk.notes) == before
    desk.switch_off_and_on()
    desk.sleep(10)
    desk.write(b"AT\r")
    desk.sleep(1)
    assert desk.log.endswith(b"OK\r\n")


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        (("sma",), "there is no fault sma; did you mean sms"),
        (("call",), "call: the emulated sim7020 has no voice calls"),
        (("error",), "error wants values, so that it cannot be drawn"),
    ],
)
def test_what_cannot_be_drawn(names, wrong):
    with pytest.raises(UsageError, match=wrong):
        FaultyModule(build("sim7020"), Plan(odds=Odds(1, 60, names)))


@pytest.mark.parametrize("family", FAMILIES)
def test_no_module_breaks_by_faults_in_any_order(family):
    """What is typed asks for everything that a fault can be about; whatever happens, it works again afterwards."""
    desk = Desk(family)
    desk.sleep(10)
    desk.faults.at_random(11, 900)
    links = {
        "sim7x00": ("AT+NETOPEN", 'AT+CIPOPEN=0,"TCP","198.51.100.7",80', "AT+CIPSEND=0,2", "hi", "AT+CIPCLOSE=0"),
        "sim7020": ("AT+CSOC=1,1,1", 'AT+CSOCON=0,80,"198.51.100.7"', 'AT+CSOSEND=0,0,"hi"', "AT+CSOCL=0"),
    }.get(family, ("AT+CIICR", 'AT+CIPSTART="TCP","198.51.100.7",80', "AT+CIPSEND=2", "hi", "AT+CIPCLOSE"))
    for _ in range(60):
        for line in ("\x1b", "ATE1", "AT+CPIN?", *links, "AT+CGATT?", "AT+CSQ"):
            desk.write(line.encode() + b"\r")
            desk.sleep(7)
    assert len({note.partition(":")[0] for note in desk.notes}) > 15
    desk.faults.clear()
    desk.switch_off_and_on()
    desk.sleep(15)
    desk.read(1_000_000, 0)
    desk.write(b"AT+CREG?;+CGATT?\r")
    desk.sleep(2)
    answer = desk.read(10_000, 0)
    assert b"+CREG: 0,1" in answer
    assert b"+CGATT: 1" in answer
