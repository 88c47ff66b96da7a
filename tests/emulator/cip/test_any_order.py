"""Whatever is sent, and whatever the network does meanwhile, the module stays usable."""

from __future__ import annotations

import pytest
from hypothesis import given

from atconform.base.units import SECOND
from atconform.emulator.families import FAMILIES
from atconform.protocol.network_action import NetworkAction
from tests.emulator.anyorder import SHORT, Happening, happen, happenings
from tests.emulator.cip.rig import UP, Rig

COMMANDS = [
    *UP,
    "AT+CIPSHUT",
    "AT+CIPMUX=0",
    "AT+CIPMUX=1",
    "AT+CIPMODE=1",
    "AT+CIPRXGET=1",
    "AT+CIPRXGET=2",
    "AT+CIPRXGET=2,0",
    "AT+CIPUDPMODE=1",
    "AT+CIPSGTXT=1",
    'AT+CIPSTART="TCP","116.228.221.51",8500',
    'AT+CIPSTART="UDP","116.228.221.51",9600',
    'AT+CIPSTART="TCP","116.228.221.51",1',
    'AT+CIPSTART=0,"TCP","116.228.221.51",8500',
    'AT+CIPSTART=1,"UDP","116.228.221.51",9600',
    "AT+CIPSERVER=1,1234",
    "AT+CIPSERVER=0",
    "AT+CIPCLOSE",
    "AT+CIPCLOSE=0",
    "AT+CIPCLOSE=0,1",
    "AT+CIPSEND",
    "AT+CIPSEND=0",
    "hello\x1a",
    "+++",
    "ATO",
    "AT+CIPSTATUS",
    'AT+CDNSGIP="www.sim.com"',
    'AT+CIPPING="www.sim.com",2',
    "AT+CGATT=0",
    "AT+CGATT=1",
    "AT+CIICR;+CIFSR",
]

NETWORK = (NetworkAction("withdraw-context"), NetworkAction("refuse-context"))


@pytest.mark.parametrize("family", sorted(name for name in FAMILIES if "+CIPSTART" in FAMILIES[name].commands))
@given(happenings(COMMANDS, NETWORK, SHORT))
def test_whatever_happens_the_module_can_be_shut_and_used_again(family: str, steps: list[Happening]) -> None:
    rig = Rig(family)
    rig.server()
    rig.server("udp", "UDP")
    for (who, what), pause in steps:
        happen(rig, who, what, pause)
    rig.acknowledging(True)
    rig.later(200 * SECOND)
    rig.type(b"\x1b\r" + b"x" * 1500 + b"\x1b\r", 2 * SECOND)  # out of an entry of data, whatever its length
    rig.type(b"+++", 2 * SECOND)
    rig.at("AT")
    rig.network_does("attach")
    for command in ("AT+CIPSGTXT=1", "AT+CIPSHUT", "AT+CIPSGTXT=0", "AT+CIPSHUT"):
        answer = rig.at(command)
    assert answer[-1] == "SHUT OK"
    assert rig.at("AT+CIPMUX=0") == ["OK"]
    rig.network.subscriber.refuse_contexts = False
    assert [rig.at(command)[-1] for command in UP] == ["OK", "OK", "10.78.245.128"]
