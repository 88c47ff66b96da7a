"""Settings of card and messages that are set, read and listed and nothing more: a row for each family that has one."""

from typing import NamedTuple

import pytest

from tests.emulator.conftest import SECOND

FAMILIES = ("sim800", "sim7000", "sim7020", "sim7x00")


class Plain(NamedTuple):
    """What a plain setting answers."""

    family: str
    command: str
    listed: str | None
    at_first: str
    taken: str
    then: str
    refused: tuple[str, ...]
    kept: str = "no"
    """``no``, ``AT&W`` or ``at once``."""


CHARSETS = '("IRA","GSM","UCS2","HEX","PCCP","PCDN","8859-1")'
STORES = '("SM","ME","SM_P","ME_P","MT")'
BOOKS = '("SM","DC","FD","LD","MC","ME","RC","EN","ON")'
NO_SETS = ("GSM", '"LATIN"', '""', "1", '"GSM","GSM"')
NUMBERS = ("2", '"1"', "x", "-1", "1,1", "")

ROWS = (
    Plain("sim800", "+CSCS", CHARSETS, '"IRA"', '"GSM"', '"GSM"', NO_SETS, "AT&W"),
    Plain("sim7000", "+CSCS", '("IRA","GSM","UCS2")', '"IRA"', '"GSM"', '"GSM"', (*NO_SETS, '"HEX"')),
    Plain(
        *("sim7020", "+CSCS", '("GSM","HEX","IRA","PCCP","PCDN","UCS2","8859-1")'),
        *('"IRA"', '"8859-1"', '"8859-1"', NO_SETS, "AT&W"),
    ),
    Plain("sim7x00", "+CSCS", '("IRA","GSM","UCS2")', '"IRA"', '"GSM"', '"GSM"', (*NO_SETS, '"HEX"')),
    Plain("sim800", "+CSDH", "(0,1)", "0", "1", "1", NUMBERS[:-1]),
    Plain("sim7000", "+CSDH", "(0,1)", "0", "1", "1", NUMBERS),
    Plain("sim7020", "+CSDH", "(0,1)", "0", "1", "1", NUMBERS[:-1]),
    Plain("sim7x00", "+CSDH", "(0,1)", "0", "1", "1", NUMBERS),
    Plain("sim800", "+CGSMS", "(0-3)", "3", "1", "1", ("4", '"1"', ""), "at once"),
    Plain("sim7000", "+CGSMS", "(0-3)", "3", "0", "2", ("4", '"1"', ""), "at once"),
    Plain("sim7x00", "+CGSMS", "(0-3)", "3", "0", "2", ("4", '"1"', "")),
    Plain("sim7x00", "+CGSMS", "(0-3)", "3", "1", "3", ("4", '"1"', "")),
    Plain("sim7000", "+CSDP", "(0-2)", "2", "1", "1", ("3", '"1"', ""), "at once"),
    Plain("sim800", "+CSTA", "(129,145,161,177)", "129", "145", "145", ("128", "0", '"145"', "")),
    Plain("sim7x00", "+CSTA", "(129,145,161,177)", "129", "161", "161", ("128", "0", '"145"', "")),
    Plain("sim800", "+CRSL", "(0-100)", "100", "40", "40", ("101", '"1"', ""), "at once"),
    Plain("sim800", "+SIMTIMER", "(1-26)", "26", "5", "5", ("0", "27", ""), "AT&W"),
    Plain("sim800", "+CSDT", "(0,1)", "0", "1", "1", NUMBERS, "AT&W"),
    Plain("sim800", "+CSMINS", "(0,1)", "0,1", "1", "1,1", NUMBERS, "AT&W"),
    Plain("sim7020", "+CSMINS", "(0,1)", "0,1", "1", "1,1", NUMBERS, "AT&W"),
    Plain("sim7x00", "+UIMHOTSWAPON", None, "0", "1", "1", NUMBERS, "at once"),
    Plain("sim7x00", "+UIMHOTSWAPLEVEL", None, "1", "0", "0", NUMBERS, "at once"),
    Plain(
        *("sim800", "+CSCA", "", '"+8613800100500",145', '"13800138000"', '"13800138000",129'),
        *(("", '""', '"abc"', "+8613800100500", '"123456789012345678901"', '"1",256'), "at once"),
    ),
    Plain("sim7000", "+CSCA", "", '"+8613800100500",145', '"+1",129', '"+1",129', ("", '"+"'), "at once"),
    Plain("sim7020", "+CSCA", "", '"+8613800100500",145', '"+1"', '"+1",145', ("", '"+"'), "at once"),
    Plain("sim7x00", "+CSCA", "", '"+8613800100500",145', '"+1"', '"+1",145', ("", '"+"'), "at once"),
    Plain(
        *("sim800", "+CSMP", "(0-255),(0-255),(0-255),(0-255)", "17,167,0,0", '49,"26/12/01,10:00:00+32",1,8'),
        *('49,"26/12/01,10:00:00+32",1,8', ("256", "17,256", '17,"tomorrow"', "17,167,256", "1,1,1,256"), "at once"),
    ),
    Plain("sim7000", "+CSMP", "", "17,167,0,0", ",10,1", "17,10,1,0", ("256", "17,256")),
    Plain("sim7020", "+CSMP", "", "17,167,0,0", ",10,1,4", "17,10,1,4", ('17,"26/12/01,10:00:00+32"',), "at once"),
    Plain("sim7x00", "+CSMP", "", "17,167,0,0", "17,23,64,244", "17,23,64,244", ("256", "17,256")),
    Plain("sim800", "+CSCB", "(0-1)", '0,"",""', '0,"0,1,5","0"', '0,"0,1,5","0"', ("2", '0,"1-5"', "0,1"), "at once"),
    Plain("sim7x00", "+CSCB", "(0-1)", '0,"",""', '0,"320"', '0,"320",""', ("2", '0,"x"')),
    Plain("sim800", "+CPBS", '("SM","ME","ON","FD")', '"SM",0,200', '"ON"', '"ON",1,1', ('"LD"', "ME", "")),
    Plain("sim7x00", "+CPBS", BOOKS, '"SM",0,200', '"ME"', '"ME",0,500', ('"XX"', "ME", "")),
)
each = pytest.mark.parametrize("row", ROWS, ids=[f"{row.family} {row.command}={row.taken}" for row in ROWS])


def shown(row, values):
    return [f"{row.command}: {values}", "OK"]


@each
def test_a_setting_lists_its_values(new_host, row):
    expected = ["ERROR"] if row.listed is None else shown(row, row.listed) if row.listed else ["OK"]
    assert new_host(row.family).say("AT+CMEE=0", f"AT{row.command}=?") == expected


@each
def test_a_setting_is_read_as_it_is_at_first_and_as_it_was_set(new_host, row):
    host = new_host(row.family)
    assert host.say(f"AT{row.command}?") == shown(row, row.at_first)
    assert host.say(f"AT{row.command}={row.taken}") == ["OK"]
    assert host.say(f"AT{row.command}?") == shown(row, row.then)


@each
def test_a_setting_takes_no_other_values(new_host, row):
    host = new_host(row.family)
    host.say("AT+CMEE=0")
    assert [value for value in row.refused if host.say(f"AT{row.command}={value}") != ["ERROR"]] == []
    assert host.say(f"AT{row.command}?") == shown(row, row.at_first)


@each
def test_a_setting_is_kept_as_its_manual_says(new_host, row):
    host = new_host(row.family)
    host.say(f"AT{row.command}={row.taken}")
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say(f"AT{row.command}?") == shown(row, row.then if row.kept == "at once" else row.at_first)
    host.say(f"AT{row.command}={row.taken}", "AT&W")
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say(f"AT{row.command}?") == shown(row, row.at_first if row.kept == "no" else row.then)


@pytest.mark.parametrize(
    ("command", "other", "usual"),
    [
        ("+CSCS", '"GSM"', '"IRA"'),
        ("+CSDH", "1", "0"),
        ("+CSTA", "145", "129"),
        ("+CPBS", '"ME"', '"SM",0,200'),
        ("+CUSD", "1", "0"),
        ("+CNMI", "1,2,2,1,1", "2,1,0,0,0"),
    ],
)
def test_the_command_alone_sets_what_is_set_at_first(new_host, command, other, usual):
    host = new_host("sim7x00")
    assert host.say(f"AT{command}={other}", f"AT{command}", f"AT{command}?") == [f"{command}: {usual}", "OK"]


@pytest.mark.parametrize(("fields", "kept"), [("49,10,1,4", "49,167,0,0")])
def test_of_the_text_parameters_sim7000_keeps_the_first_octet_only(new_host, fields, kept):
    host = new_host("sim7000")
    host.say(f"AT+CSMP={fields}")
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+CSMP?") == [f"+CSMP: {kept}", "OK"]


def test_of_the_text_parameters_sim7020_keeps_all_but_the_first_octet(new_host):
    host = new_host("sim7020")
    host.say("AT+CSMP=49,10,1,4")
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+CSMP?") == ["+CSMP: 17,10,1,4", "OK"]
