"""The forms of the TCP/IP commands: ranges, defaults, and that everything they print is what the grammar says."""

import pytest

from atconform.emulator.families import FAMILIES
from atconform.judge.grammar.framer import Framer
from tests.emulator.cip.rig import UP, Rig, connected, in_sim800s_way
from tests.emulator.conftest import GRAMMARS

DEFAULTS = {
    "+CIPMUX": "0",
    "+CIPMODE": "0",
    "+CIPQSEND": "0",
    "+CIPHEAD": "0",
    "+CIPSRIP": "0",
    "+CIPSHOWTP": "0",
    "+CIPSPRT": "1",
    "+CIPATS": "0,0",
    "+CIPSEND": "0",
    "+CIPSERVER": "0",
    "+CIPUDPMODE": "0",
    "+CIPRXGET": "0",
    "+CLPORT": "0,0",
    "+CSTT": '"CMNET","",""',
    "+CIPCSGP": '1,"CMNET","",""',
    "+CIPCCFG": "5,2,1024,1,0,1460,50",
    "+CIPTKA": "0,7200,75,9",
    "+CIPDPDP": "0,10,3",
    "+CIPRDTIMER": "2000,3500",
}


@in_sim800s_way
@pytest.mark.parametrize(("command", "value"), DEFAULTS.items())
def test_a_command_that_was_not_set_reads_its_default(family: str, command: str, value: str) -> None:
    assert Rig(family).at(f"AT{command}?") == [f"{command}: {value}", "OK"]


@pytest.mark.parametrize(
    "command",
    [
        "AT+CIPMUX=2",
        "AT+CIPMODE=2",
        "AT+CIPQSEND=2",
        "AT+CIPSPRT=3",
        "AT+CIPATS=1,0",
        "AT+CIPATS=1,101",
        "AT+CIPCCFG=2,2,1024,1",
        "AT+CIPCCFG=5,11,1024,1",
        "AT+CIPCCFG=5,2,1461,1",
        "AT+CIPCCFG=5,2,1024",
        "AT+CIPCCFG=5,2,1024,1,0,49,50",
        "AT+CIPCCFG=5,2,1024,1,0,1460,19",
        "AT+CIPCCFG=5,2,1024,1,0,1460,50,1",
        "AT+CIPTKA=1,29",
        "AT+CIPDPDP=1,181",
        "AT+CIPRDTIMER=99,100",
        "AT+CLPORT=TCP,65536",
        'AT+CLPORT="ICMP",1',
        "AT+CIPUDPMODE=3",
        "AT+CIPSERVER=1",
        "AT+CIPSERVER=1,65536",
        "AT+CIPSERVER=0",
        'AT+CDNSCFG="1.2.3.256"',
        'AT+CIPCSGP=1,"apn","","",1',
        'AT+CIPSTART="TCP","1.2.3.4"',
        'AT+CIPSTART="TCP","1.2.3.4",0',
        'AT+CIPSTART="SCTP","1.2.3.4",80',
        'AT+CIPSTART=0,"TCP","1.2.3.4",80',
        "AT+CIPSTATUS=0",
        "AT+CIPACK=0",
        "AT+CIPSGTXT?",
        "AT+CIPSNED",
    ],
)
def test_what_is_out_of_range_or_not_there_is_an_error(family: str, command: str) -> None:
    assert Rig(family, *UP).at(command) == ["ERROR"]


def test_saved_settings_outlive_a_power_cycle() -> None:
    rig = Rig("sim800", "AT+CIPMUX=1", "AT+CIPHEAD=1", "AT+CIPSCONT", "AT+CIPSRIP=1")
    assert rig.at("AT+CIPSCONT?")[0] == "+CIPSCONT: 1"
    rig.transport.power_cycle()
    rig.later(5_000_000)
    rig.at("ATE0")
    assert rig.at("AT+CIPSCONT?")[0] == "+CIPSCONT: 0"
    assert rig.at("AT+CIPHEAD?") == ["+CIPHEAD: 1", "OK"]
    assert rig.at("AT+CIPSRIP?") == ["+CIPSRIP: 0", "OK"]
    assert len(rig.at("AT+CIPSTATUS")) == 8


def test_settings_that_were_not_saved_are_lost(family: str) -> None:
    rig = Rig(family, "AT+CIPMUX=1", "AT+CIPHEAD=1")
    rig.transport.power_cycle()
    rig.later(5_000_000)
    rig.at("ATE0")
    assert rig.at("AT+CIPHEAD?") == ["+CIPHEAD: 0", "OK"]
    assert rig.at("AT+CIPMUX?") == ["+CIPMUX: 0", "OK"]


def test_name_servers_are_kept_and_shown(family: str) -> None:
    rig = Rig(family, 'AT+CDNSCFG="8.8.8.8"')
    assert rig.at("AT+CDNSCFG?") == ["PrimaryDns: 8.8.8.8", "SecondaryDns: 0.0.0.0", "OK"]


def test_the_bearer_settings_give_the_default_apn(family: str) -> None:
    rig = Rig(family, 'AT+CIPCSGP=1,"internet","me","secret"', "AT+CSTT")
    assert rig.at("AT+CSTT?") == ['+CSTT: "internet","me","secret"', "OK"]


# --- what is printed, against the grammar


def misunderstood(family: str, rig: Rig, *commands: str) -> list[str]:
    """Play commands; tell what of the answers is not strictly of the grammar."""
    bad = []
    for command in commands:
        framer = Framer(GRAMMARS[family])
        framer.ledger.command = command[2:].partition("=")[0].partition("?")[0]
        framer.feed(rig.type_raw(command.encode() + b"\r"))
        framer.settle()
        for frame in framer.take():
            if frame.kind not in ("line", "header", "payload", "prompt") or frame.leniencies:
                bad.append(f"{command}: {frame.kind} {frame.raw!r} {frame.leniencies}")
    return bad


@pytest.mark.parametrize("mode", ["AT+CIPMUX=0", "AT+CIPMUX=1"])
def test_test_and_read_forms_are_printed_as_the_grammar_says(family: str, mode: str) -> None:
    names = [name for name in FAMILIES[family].commands if name.startswith(("+CI", "+CST", "+CDNS", "+CLP", "+SNP"))]
    forms = [f"AT{name}{form}" for name in names for form in ("=?", "?")]
    assert misunderstood(family, Rig(family, mode, 'AT+CSTT="CMNET"'), *forms) == []


PINGS = {"sim800": 'AT+CIPPING="www.sim.com"', "sim7000": 'AT+SNPING4="www.sim.com",2,32,1000'}


@in_sim800s_way
def test_a_single_connection_prints_what_the_grammar_says(family: str) -> None:
    rig = connected(family, "AT+CIPRXGET=1", "AT+CIPSRIP=1", "AT+CIPUDPMODE=1")
    rig.peer_sends(b"hello")
    rig.at("AT+CIPSEND")
    commands = ["hello\x1a", "AT+CIPACK", "AT+CIPSTATUS", "AT+CIPRXGET=4", "AT+CIPRXGET=3,2", "AT+CIPRXGET=2"]
    commands += ['AT+CDNSGIP="www.sim.com"', 'AT+CDNSGIP="none"', PINGS[family], "AT+CIPUDPMODE?"]
    commands += ['AT+CIPSTART="TCP","1.2.3.4",1', "AT+CIPCLOSE", 'AT+CIPSTART="TCP","1.2.3.4",1', "AT+CIPSERVER=1,1"]
    commands += ["AT+CIPSERVER?", "AT+CIPSERVER=0", "AT+CIPSHUT"]
    assert misunderstood(family, rig, *commands) == []


@in_sim800s_way
def test_multi_connection_mode_prints_what_the_grammar_says(family: str) -> None:
    rig = Rig(family, "AT+CIPMUX=1", *UP, "AT+CIPSERVER=1,8888")
    server = rig.server()
    rig.client(8888)
    commands = [f'AT+CIPSTART=1,"TCP","{server.ip}",{server.port}', "AT+CIPSTATUS", "AT+CIPSTATUS=1", "AT+CIPSEND?"]
    commands += ["AT+CIPSEND=1", "hello\x1a", "AT+CIPACK=1", "AT+CIPUDPMODE=2,1", "AT+CIPUDPMODE?", "AT+CLPORT?"]
    commands += ['AT+CIPSTART=2,"TCP","1.2.3.4",1', "AT+CIPCLOSE=1", "AT+CIPSERVER=0", "AT+CIPSHUT"]
    assert misunderstood(family, rig, *commands) == []
