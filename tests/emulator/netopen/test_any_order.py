"""Whatever is sent, and whatever the network does meanwhile, the module stays usable."""

from __future__ import annotations

from hypothesis import given

from atconform.base.units import MS, SECOND
from atconform.protocol.network_action import NetworkAction
from tests.emulator.anyorder import LONG, Happening, happen, happenings
from tests.emulator.netopen.rig import JUST_LONGER, Rig

COMMANDS = [
    "AT+NETOPEN",
    "AT+NETCLOSE",
    "AT+CIPMODE=1",
    "AT+CIPMODE=0",
    'AT+CIPOPEN=0,"TCP","116.228.221.51",8500',
    'AT+CIPOPEN=1,"TCP","www.sim.com",8500',
    'AT+CIPOPEN=1,"TCP","116.228.221.51",1',
    'AT+CIPOPEN=2,"UDP",,,9000',
    'AT+CIPOPEN=0,"UDP","116.228.221.51",9600,9001',
    "AT+CIPOPEN?",
    "AT+CIPCLOSE=0",
    "AT+CIPCLOSE=1",
    "AT+CIPCLOSE=2",
    "AT+CIPSEND=0,5",
    "AT+CIPSEND=1,",
    'AT+CIPSEND=2,3,"116.228.221.51",9600',
    "hello\x1a",
    "AT+CIPSENDMODE=1",
    "AT+CIPTIMEOUT=3000,3000,3000",
    "AT+CIPCCFG=1,100,,,1,,500",
    "AT+CIPRXGET=1",
    "AT+CIPRXGET=0",
    "AT+CIPRXGET=2,0",
    "AT+CIPACK=0",
    "AT+SERVERSTART=1234,0",
    "AT+SERVERSTART=1235,1",
    "AT+SERVERSTOP=0",
    "ATS0=1",
    "ATO",
    "+++",
    'AT+CDNSGIP="www.baidu.com"',
    'AT+CPING="www.baidu.com",1,2',
    "AT+CPINGSTOP",
    "AT+CFUN=0",
    "AT+CFUN=1",
    "AT+CGATT=0",
    "AT+CGATT=1",
    "ATD10086;",
    "AT+CHUP",
]

NETWORK = (
    NetworkAction("withdraw-context"),
    NetworkAction("refuse-context"),
    NetworkAction("delay-context", (4 * SECOND,)),
    NetworkAction("silence-name-servers"),
    NetworkAction("restore-name-servers"),
    NetworkAction("round-trip", (3 * SECOND,)),
    NetworkAction("serve-by", ("LTE",)),
    NetworkAction("serve-by", ("GSM",)),
    NetworkAction("end-call"),
)


def put_right(rig: Rig) -> None:
    """Bring the module out of whatever it is in."""
    rig.transport.set_line("DTR", high=False)
    rig.acknowledging(True)
    rig.network_does("restore-name-servers")
    rig.network_does("round-trip", 80 * MS)
    rig.network_does("end-call")
    rig.later(400 * SECOND)
    rig.type(b"\x1b\r" + b"x" * 1500 + b"\x1b\r", 2 * SECOND)
    rig.escape()
    rig.network.subscriber.refuse_contexts = False
    rig.network.subscriber.extra_activation_delay = 0
    for line in ("AT", "ATE0", "AT+CFUN=1", "AT+CGATT=1", "AT+NETCLOSE", "AT+CIPMODE=0"):
        rig.at(line, 5 * SECOND)
    for line in ("AT+CIPRXGET=0", "AT+CIPSENDMODE=0", "AT+CIPTIMEOUT=120000,120000,120000", "AT+CIPCCFG"):
        assert rig.at(line, 2 * SECOND)[-1] == "OK"


@given(happenings(COMMANDS, NETWORK, LONG, DTR=("up", "down")))
def test_whatever_happens_the_network_can_be_opened_and_used_again(steps: list[Happening]) -> None:
    rig = Rig()
    rig.server()
    rig.server("udp", "UDP")
    for (who, what), pause in steps:
        match who:
            case "at" if what == "+++":
                rig.later(JUST_LONGER)
                rig.type(b"+++", JUST_LONGER)
            case "DTR":
                rig.transport.set_line("DTR", high=what == "up")
                rig.later(pause)
            case _:
                happen(rig, who, what, pause)
    put_right(rig)
    assert rig.at("AT+NETOPEN") == ["OK", "+NETOPEN: 0"]
    assert rig.at("AT+CIPCLOSE?") == ["+CIPCLOSE: 0,0,0,0,0,0,0,0,0,0", "OK"]
    assert rig.at("AT+SERVERSTART?") == ["OK"]
    for number in range(10):
        assert rig.open(number) == ["OK", f"+CIPOPEN: {number},0"]
    assert rig.send(b"the end", 9) == ["OK", "+CIPSEND: 9,7,7"]
    assert rig.received().endswith(b"the end")
