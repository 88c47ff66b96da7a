"""Whatever is sent, and whatever the network does meanwhile, the sockets stay usable."""

from __future__ import annotations

from hypothesis import given

from atconform.base.units import MS, SECOND
from atconform.protocol.network_action import NetworkAction
from tests.emulator.anyorder import LONG, Happening, happen, happenings
from tests.emulator.cso.rig import Rig

COMMANDS = [
    "AT+CSOC=1,1,1",
    "AT+CSOC=1,2,1",
    "AT+CSOC?",
    "AT+CSOCL=0",
    "AT+CSOCL=1",
    'AT+CSOCON=0,8500,"116.228.221.51"',
    'AT+CSOCON=1,8500,"116.228.221.51"',
    'AT+CSOCON=1,9600,"116.228.221.51"',
    'AT+CSOCON=0,1,"116.228.221.51"',
    'AT+CSOCON=0,8500,"nowhere.test"',
    "AT+CSOB=0,1234",
    "AT+CSOB=1,1234",
    "AT+CSOLIS=0",
    "AT+CSOLIS=1",
    'AT+CSOSEND=0,0,"hello"',
    "AT+CSOSEND=1,4,3132",
    "AT+CSODSEND=0",
    "AT+CSODSEND=0,3",
    "hello\x1a",
    "AT+CSOSENDFLAG=1",
    "AT+CSORCVFLAG=1",
    "AT+CSORXGET=1",
    "AT+CSORXGET=0",
    "AT+CSORXGET=2,0",
    "AT+CSOACK",
    "AT+CSOCON?",
    "AT+CSOALIVE=0,1",
    "AT+RETENTION=1",
    'AT+CPSMS=1,,,"01100001","00000000"',
    "AT+CPSMS=0",
    "AT+CFUN=0",
    "AT+CFUN=1",
    "AT+CGATT=0",
    "AT+CGATT=1",
    "AT+CIPSHUT",
    'AT+CIPSTART="TCP","116.228.221.51",8500',
    "AT+CIPSERVER=1,1234",
]

NETWORK = (
    NetworkAction("withdraw-context"),
    NetworkAction("refuse-context"),
    NetworkAction("cut-route", ("server",)),
    NetworkAction("restore-route", ("server",)),
)


def stay_awake(rig: Rig) -> None:
    """End power saving: what is typed in deep sleep is lost, so it is typed until the module is awake for it."""
    assert any("OK" in rig.at("AT+CPSMS=0", 300 * MS) for _ in range(100))


@given(happenings(COMMANDS, NETWORK, LONG))
def test_whatever_happens_every_socket_has_a_number_of_its_own_and_can_be_closed_and_used(
    steps: list[Happening],
) -> None:
    rig = Rig()
    rig.server()
    rig.server("udp", "UDP")
    for (who, what), pause in steps:
        happen(rig, who, what, pause)
    rig.acknowledging(True)
    rig.network_does("restore-route", "server")
    rig.later(200 * SECOND)
    rig.type(b"\x1b\r" + b"x" * 1500 + b"\x1b\r", 2 * SECOND)  # out of an entry of data, whatever its length
    stay_awake(rig)
    for line in ("AT", "AT+CFUN=1", "AT+CGATT=1"):
        rig.at(line, 2 * SECOND)
    rig.network.subscriber.refuse_contexts = False
    rig.network_does("detach")
    rig.network_does("attach")
    numbers = [line.split(",")[0] for line in rig.at("ATE0;+CSOC?") if line.startswith("+CSOC: ")]
    assert len(numbers) == len(set(numbers)) <= 5
    for number in range(5):
        rig.at(f"AT+CSOCL={number}")
    assert rig.at("AT+CSOC?") == ["OK"]
    rig.at("AT+CSORXGET=0")
    rig.at("AT+CSOC=1,1,1")
    assert rig.connect() == ["OK"]
    rig.at('AT+CSOSEND=0,0,"the end"')
    assert rig.received().endswith(b"the end")
