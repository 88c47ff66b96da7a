"""Settings of the radio network and of the packet service that are kept and told: their values, defaults and what they
outlive, as the manuals have them.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.emulator.conftest import SECOND


class Kept(NamedTuple):
    """A command that keeps values."""

    family: str
    name: str
    default: tuple[str, ...]
    """The lines that the read form answers at first, without the command's name."""
    good: str
    shown: tuple[str, ...]
    """What it answers when that has been set."""
    bad: tuple[str, ...]
    test: tuple[str, ...] | None = ()
    """What the test form lists; None: there is none; empty: OK alone."""
    kept: bool = False
    """Whether it outlives a power cycle."""


QUALITY = ('"IP",(0-3),(0-4),(0-5),(0-9),(0-18,31)',)
QUALITIES = tuple(f'"{kind}",(0-3),(0-4),(0-5),(0-9),(0-18,31)' for kind in ("IP", "PPP", "IPV6", "IPV4V6"))
USUAL = tuple(f"{number},0,0,3,0,0" for number in (1, 2, 3))
NUMBERS = "(1-24,100-179)"
FOUR_BANDS = "EGSM_MODE,DCS_MODE,GSM850_MODE,PCS_MODE,EGSM_DCS_MODE,GSM850_PCS_MODE,EGSM_PCS_MODE,ALL_BAND"
LTE = "1,2,3,4,5,8,12,13,18,19,20,26,28,39"
ANY_LTE = "480000000000000000000000000000000000000000000002000007FF3FDF3FFF"

TABLE = (
    Kept(
        "sim800",
        "+CGQREQ",
        USUAL,
        "1,0,0,3,0,31",
        ("1,0,0,3,0,31", *USUAL[1:]),
        ("4,0", "1,4", "1,0,0,6", "1,0,0,0,0,19"),
        QUALITY,
        True,
    ),
    Kept("sim800", "+CGQMIN", USUAL, "2,1", (USUAL[0], "2,1,0,3,0,0", USUAL[2]), ("0,1", "1,0,5"), QUALITY, True),
    Kept("sim7x00", "+CGQREQ", (), "100,1", ("100,1,0,3,0,0",), ("25,1", "180,1"), QUALITIES),
    Kept("sim7x00", "+CGQMIN", (), "1,3,4,5,9,18", ("1,3,4,5,9,18",), ("1,3,4,5,10",), QUALITIES),
    Kept("sim7x00", "+CGDSCONT", (), "2,1", ("2,1,0,0",), ("2,3", "1,1", "2,1,3", "2,1,0,5")),
    Kept(
        "sim7x00",
        "+CNMP",
        ("2",),
        "38",
        ("38",),
        ("3", "11"),
        ("(2,9,10,13,14,19,22,38,39,48,51,54,59,60,63,67)",),
        True,
    ),
    Kept("sim7x00", "+AUTOCSQ", ("0,0",), "1,1", ("1,1",), ("2,0", "0,2"), ("(0-1),(0-1)",)),
    Kept("sim7x00", "+CSQDELTA", ("5",), "0", ("0",), ("6",), ("(0-5)",)),
    Kept("sim7x00", "+CGEREP", ("0,0",), "2,1", ("2,1",), ("3,0", "1,2"), ("(0-2),(0-1)",)),
    Kept("sim7020", "+CGEREP", ("0,0",), "1", ("1,0",), ("2", "1,1"), ("(0-1),(0)",)),
    Kept("sim800", "+CGEREP", ("0",), "1", ("1",), ("2", "1,0"), ("(0,1)",)),
    Kept(
        "sim7020",
        "+CGAUTH",
        (),
        '2,1,"user","word"',
        ('2,1,"user","word"',),
        ("1,2", "16,0", "2,1,user"),
        ("(1-15),(0,1),(0-64),(0-64)",),
    ),
    Kept(
        "sim7x00",
        "+CGAUTH",
        (),
        '1,1,"123","SIMCOM"',
        ('1,1,"SIMCOM","123"',),
        ("1,4", "25,0", "1,1"),
        (f"{NUMBERS},(0-3),127,127",),
    ),
    Kept("sim7000", "+CNSMOD", ("0,9",), "1", ("1,9",), ("2",), ("(0,1)",)),
    Kept("sim7x00", "+CNSMOD", ("0,8",), "1", ("1,8",), ("2",), ("(0,1)",)),
    Kept(
        "sim800",
        "+CBAND",
        ("EGSM_DCS_MODE,ALL_BAND",),
        '"PGSM_MODE"',
        ("PGSM_MODE",),
        ("EGSM_MODE", '"DCS"'),
        (f"({FOUR_BANDS})",),
        True,
    ),
    Kept(
        "sim7000",
        "+CBAND",
        ("ALL_MODE",),
        '"DCS_MODE"',
        ("DCS_MODE",),
        ('"ALL_BAND"',),
        ("(EGSM_MODE,DCS_MODE,ALL_MODE)",),
        True,
    ),
    Kept("sim7020", "+CBAND", ("0",), "8", ("8",), ("2", "29"), ("(0,1,3,5,8,20,28)",), True),
    Kept(
        "sim7020",
        "+CBANDSL",
        (),
        "1,2,8,20",
        ("8,20",),
        ("2", "1,2,8", "1,1,2", "1,5,8"),
        ("(0,1),(1,2,3,4),(1,3,5,8,20,28)",),
        True,
    ),
    Kept(
        "sim7000",
        "+CBANDCFG",
        (f'"CAT-M",{LTE}', f'"NB-IOT",{LTE}'),
        '"NB-IOT",8,20',
        (f'"CAT-M",{LTE}', '"NB-IOT",8,20'),
        ('"NB-IOT"', '"NB-IOT",9', '"GSM",8'),
        (f"(CAT-M,NB-IOT),({LTE})",),
        True,
    ),
    Kept("sim800", "+CGCLASS", ("B",), '"CG"', ("CG",), ('"A"', "CC"), ('("B","CG","CC")',), True),
    Kept("sim7x00", "+CGCLASS", ('"A"',), '"A"', ('"A"',), ('"B"',), ('("A")',)),
    Kept("sim800", "+CEGPRS", ("0",), "1,8", ("1,8",), ("1", "1,3", "2"), ("(0,1) , (2,4,8,9,10,12)",), True),
    Kept("sim800", "+CSGS", ("1",), "2", ("2",), ("3",), ("(0-2)",)),
    Kept("sim7000", "+CSGS", ("1",), "2", ("2",), ("3",), ("(0-2)",)),
    Kept("sim800", "+CMNRP", ("0",), "1", ("1",), ("2",), ("(0-1)",)),
    Kept("sim800", "+CNETSCAN", ("0",), "1", ("1",), ("2",), ("(0,1)",)),
    Kept(
        "sim800",
        "+CPOL",
        ('1,2,"46000"',),
        '2,2,"46001"',
        ('1,2,"46000"', '2,2,"46001"'),
        ("81", "2,2", '2,3,"46001"'),
        ("(1-80),(0-2)",),
        True,
    ),
    *(
        Kept(
            family,
            "+CPOL",
            ('1,2,"46000",1,0,1,0',),
            '1,0,"CHN-UNICOM",1,0,0,1',
            ('1,0,"CHN-UNICOM",1,0,0,1',),
            ('1,2,"46001",2',),
            ("(1-80),(0-2)",),
            True,
        )
        for family in ("sim7000", "sim7020", "sim7x00")
    ),
    Kept("sim7020", "+CPLS", ("0",), "2", ("2",), ("3",), ("(0,1,2)",)),
    Kept("sim7000", "+CSDP", ("2",), "1", ("1",), ("3",), ("(0-2)",), True),
    Kept("sim7000", "+CNDS", ("2",), "1", ("1",), ("0",), ("(1,2)",), True),
    Kept("sim7000", "+CNBS", ("1",), "5", ("5",), ("0", "6"), ("(1-5)",), True),
    Kept("sim7000", "+NBSC", ("0",), "1", ("1",), ("2",), ("(0,1)",), True),
    Kept(
        "sim7000",
        "+MCELLLOCK",
        ("0",),
        "1,3702,457",
        ("1,3702,457",),
        ("1", "1,3702", "1,65536,1", "1,1,504"),
        ("(0,1),(0-65535),(0-503)",),
        True,
    ),
    Kept(
        "sim7000",
        "+NCELLLOCK",
        ("0",),
        "1,65535,503",
        ("1,65535,503",),
        ("2", "1,,1"),
        ("(0,1),(0-65535),(0-503)",),
        True,
    ),
    Kept("sim7000", "+CAPNMODE", ("0",), "1", ("1",), ("2",), ("(0,1)",)),
    Kept("sim7000", "+CRRCSTATE", ("0,0",), "1", ("1,0",), ("2",), ("(0,1)",)),
    Kept("sim7000", "+CRATSRCH", ("60,20",), "30,10", ("30,10",), ("30", "-1,1"), ("(0-65535),(0-65535)",)),
    Kept("sim7000", "+CPSMCFG", ("60,15",), "86400,4", ("86400,4",), ("59", "60,16"), ("(60-86400),(0-15)",)),
    Kept(
        "sim7000",
        "+CPSMCFGEXT",
        ("10,2,120,5,600,3",),
        "15,100,4294967295",
        ("15,100,4294967295,5,600,3",),
        ("16", "1,0", "1,1,119"),
        ("(0-15),(1-100),(120-4294967295),(1-1000),(1-65535),(1-1000)",),
    ),
    Kept("sim7000", "+CRAI", ("0,0",), "2,1", ("2,1",), ("3", "0,2"), ("(0-2),(0,1)",)),
    Kept(
        "sim7000",
        "+CEDRXS",
        ('5,"0000"',),
        '1,4,"0101"',
        ('4,"0101"',),
        ("4", "1,3", '1,5,"0102"'),
        ('(0-3),(4,5),("0000"-"1111")',),
        True,
    ),
    Kept(
        "sim7020",
        "+CEDRXS",
        ('5,"0000"',),
        '1,5,"0101"',
        ('5,"0101"',),
        ("4", "1,4", '1,5,"01010"'),
        ('(0-3),(5),("0000"-"1111")',),
    ),
    Kept(
        "sim7020",
        "*MEDRXCFG",
        ('5,"0000","0000"',),
        '1,5,"0101","0011"',
        ('5,"0101","0011"',),
        ("4", '1,5,"0101","2"'),
        ('(0-3),(5),("0000"-"1111"),("0000"-"1111")',),
    ),
    Kept(
        "sim7000",
        "+CEDRX",
        tuple(f"{system},0,0,0" for system in range(4)),
        "3,1,2,15",
        ("0,0,0,0", "1,0,0,0", "2,0,0,0", "3,1,2,15"),
        ("4,1,1,1", "2,1,16,1", "2,1"),
        ("(0-3),(0-1),(0-15),(0-15)",),
        True,
    ),
    Kept("sim7020", "+CNBIOTRAI", ("0",), "2", ("2",), ("3",), ("(0-2)",)),
    Kept("sim7020", "+CNBIOTDT", ("1,0",), "1", ("1,1",), ("2", "1,16"), ("(0,1)",)),
    Kept("sim7020", "+CCIOTOPT", ("0,1,1",), "1,3,2", ("1,3,2",), ("3", "1,2", "1,1,3"), ("(0-2),(1,3),(0-2)",)),
    Kept("sim7020", "+CGPIAF", ("0,0,0,0",), "1,,1", ("1,0,1,0",), ("2",), ("(0,1),(0,1),(0,1),(0,1)",)),
    Kept("sim7020", "+CSPCHSC", ("0",), "1", ("1",), ("2",), ("(0-1)",), True),
    Kept(
        "sim7020",
        "+CNWRCCFG",
        ("5,10,10,10,120,7200",),
        "5,6,7,8,9,28800",
        ("5,6,7,8,9,28800",),
        ("5", "4,5,5,5,5,5"),
        (",".join(["(5-28800)"] * 6),),
        True,
    ),
    Kept("sim7020", "+CDISAUPDN", ("1",), "0", ("0",), ("2",), ("(0,1)",), True),
    Kept(
        "sim7020",
        "*CELLLOCK",
        ("0",),
        "1,3702,3",
        ("1,3702,3",),
        ("1", "1,3702", "1,3702,5", "1,262144,0", "1,1,1,504"),
    ),
    Kept(
        "sim800",
        "*CELLLOCK",
        ("0",),
        "1,2,81,975",
        ("1,2,81,975",),
        ("1,2,81", "1,1,125", "1,4,1,2,3,4"),
        ("(0,1),(1-3)" + ",(0-124,128-251,512-885,975-1023)" * 3,),
        True,
    ),
    Kept(
        "sim7x00",
        "+CNBP",
        (f"0x0002000004FF0387,0x{ANY_LTE},0x000000000000003F",),
        ",0x95",
        (f"0x0002000004FF0387,0x{'95':0>64},0x000000000000003F",),
        ("", "95", "0x0", "0x10000000000000000"),
        None,
        True,
    ),
    Kept("sim7x00", "+CNAOP", ("7,9,5,3,11,2,4",), "7,3,9", ("7,3,9",), ("6,3", "7", "7,3,3", "7,1"), None),
)


def of(row: Kept, lines: tuple[str, ...]) -> list[str]:
    return [*(f"{row.name}: {line}" for line in lines), "OK"]


each = pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.family} {row.name}") for row in TABLE])


@each
def test_a_setting_is_listed_told_set_and_refused(new_host, row):
    host = new_host(row.family)
    if row.test is None:
        assert host.say(f"AT{row.name}=?") == ["ERROR"]
    elif row.test:
        assert host.say(f"AT{row.name}=?") == of(row, row.test)
    assert host.say(f"AT{row.name}?") == of(row, row.default)
    assert host.say(f"AT{row.name}={row.good}") == ["OK"]
    assert host.say(f"AT{row.name}?") == of(row, row.shown)
    host.say("AT+CMEE=0")
    for value in row.bad:
        assert (value, host.say(f"AT{row.name}={value}")) == (value, ["ERROR"])
    assert host.say(f"AT{row.name}?") == of(row, row.shown)


@each
def test_a_setting_outlives_a_power_cycle_or_does_not(new_host, row):
    host = new_host(row.family)
    host.say(f"AT{row.name}={row.good}")
    host.power_cycle()
    host.wait(3 * SECOND)
    assert host.say(f"AT{row.name}?") == of(row, row.shown if row.kept else row.default)


def test_some_settings_are_kept_with_the_profile(new_host):
    host = new_host("sim800")
    host.say('AT+CSGS=2;+CMNRP=1;+EXUNSOL="SQ",1', "AT&W")
    host.power_cycle()
    host.wait(3 * SECOND)
    assert host.say('AT+CSGS?;+CMNRP?;+EXUNSOL="SQ",2') == ["+CSGS: 2", "+CMNRP: 1", "+EXUNSOL: 1", "OK"]
