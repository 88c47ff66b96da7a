"""The SIM card: its codes and locks, how often they may be tried, its files, its numbers, requests by digits."""

import pytest

from tests.emulator.conftest import SECOND

FAMILIES = ("sim800", "sim7000", "sim7020", "sim7x00")
LOCKS = {
    "sim800": '("AO","OI","OX","AI","IR","FD","SC","PN","PU","PP")',
    "sim7000": '("AB","AC","AG","AI","AO","IR","OI","OX","SC","FD","PN","PU","PP")',
    "sim7020": '("SC")',
    "sim7x00": '("PF","SC","AO","OI","OX","AI","IR","AB","AG","AC","FD","PN","PU","PP","PC")',
}
PASSWORDS = {
    "sim800": '("AO",4),("OI",4),("OX",4),("AI",4),("IR",4),("AB",4),("P2",8),("SC",8)',
    "sim7000": '("AB",4),("AC",4),("AG",4),("AI",4),("AO",4),("IR",4),("OI",4),("OX",4),("SC",8),("P2",8)',
    "sim7020": '("SC",8)',
    "sim7x00": '("AB",4),("AC",4),("AG",4),("AI",4),("AO",4),("IR",4),("OI",4),("OX",4),("SC",8),("P2",8)',
}
WITH_BARRING = ("sim800", "sim7000", "sim7x00")
each_family = pytest.mark.parametrize("family", FAMILIES)


def restart(host):
    host.power_cycle()
    host.wait(2 * SECOND)


@pytest.fixture
def numbers(new_host):
    """Make a module that tells errors by their numbers."""

    def make(family, **figures):
        host = new_host(family, figures={name.replace("_", ".", 1): value for name, value in figures.items()})
        host.say("AT+CMEE=1", "AT&W")
        return host

    return make


@each_family
def test_locks_and_passwords_are_listed(new_host, family):
    host = new_host(family)
    assert host.say("AT+CLCK=?") == [f"+CLCK: {LOCKS[family]}", "OK"]
    assert host.say("AT+CPWD=?") == [f"+CPWD: {PASSWORDS[family]}", "OK"]


@each_family
def test_a_card_that_is_locked_asks_for_its_pin_at_the_next_start(new_host, family):
    host = new_host(family)
    assert host.say('AT+CLCK="SC",2') == ["+CLCK: 0", "OK"]
    assert host.say('AT+CLCK="SC",1,"1234"') == ["OK"]
    assert host.say('AT+CLCK="SC",2', "AT+CPIN?") == ["+CPIN: READY", "OK"]
    restart(host)
    assert host.say("AT+CPIN?") == ["+CPIN: SIM PIN", "OK"]
    assert host.say('AT+CPIN="1234"')[0] == "OK"
    assert host.say('AT+CLCK="SC",0,"1234"') == ["OK"]
    restart(host)
    assert host.say("AT+CPIN?") == ["+CPIN: READY", "OK"]


@each_family
def test_the_pin_is_changed(new_host, family):
    host = new_host(family)
    assert host.say('AT+CPWD="SC","1234","98765432"') == ["OK"]
    host.say('AT+CLCK="SC",1,"98765432"')
    restart(host)
    host.say("AT+CMEE=1")
    assert host.say('AT+CPIN="1234"') == ["+CME ERROR: 16"]
    assert host.say('AT+CPIN="98765432"')[0] == "OK"


@each_family
@pytest.mark.parametrize(
    "command",
    [
        *('+CLCK="XX",2', '+CLCK="SC",3', '+CLCK="SC"', "+CLCK=SC,2", "+CLCK=", '+CLCK="SC",1,"123456789"'),
        *('+CPWD="SC","1234"', '+CPWD="SC","1234","123"', '+CPWD="SC","1234","abcd"', '+CPWD="XX","1234","4321"'),
        '+CPWD="SC","1234","123456789"',
    ],
)
def test_what_is_no_lock_or_password_is_refused_and_costs_no_try(new_host, family, command):
    host = new_host(family)
    host.say("AT+CMEE=0")
    assert host.say(f"AT{command}") == ["ERROR"]
    assert host.say('AT+CLCK="SC",1,"0000"', 'AT+CLCK="SC",1,"0000"', 'AT+CLCK="SC",1,"1234"') == ["OK"]


@each_family
@pytest.mark.parametrize("command", ['+CLCK="SC",1,"0000"', '+CLCK="SC",1', '+CPWD="SC","0000","4321"'])
def test_three_wrong_pins_lock_the_card_until_its_puk_is_entered(numbers, family, command):
    host = numbers(family)
    assert [host.say(f"AT{command}") for _ in range(3)] == [["+CME ERROR: 16"]] * 3
    assert host.say("AT+CPIN?") == ["+CPIN: SIM PUK", "OK"]
    restart(host)
    assert host.say("AT+CPIN?") == ["+CPIN: SIM PUK", "OK"]
    assert host.say("AT+CMEE=1", 'AT+CLCK="SC",2') == ["+CME ERROR: 12"]
    assert host.say('AT+CPIN="12345678","4321"')[0] == "OK"
    assert host.say('AT+CLCK="SC",1,"4321"') == ["OK"]


def test_a_right_pin_gives_all_tries_back_and_the_card_counts_without_power(numbers):
    host = numbers("sim800")
    host.say('AT+CLCK="SC",1,"0000"', 'AT+CLCK="SC",1,"0000"')
    assert host.say("AT+SPIC") == ["+SPIC: 1,3,10,10", "OK"]
    restart(host)
    assert host.say("AT+SPIC") == ["+SPIC: 1,3,10,10", "OK"]
    assert host.say('AT+CLCK="SC",0,"1234"', "AT+SPIC") == ["+SPIC: 3,3,10,10", "OK"]


def test_ten_wrong_puks_end_the_card(numbers):
    host = numbers("sim7x00", sim_pin="1234")
    for _ in range(3):
        host.say('AT+CPIN="0000"')
    for left in range(9, -1, -1):
        assert host.say('AT+CPIN="00000000","4321"') == ["+CME ERROR: 16"]
        assert host.say("AT+SPIC") == [f"+SPIC: 0,{left},3,10", "OK"]
    assert host.say('AT+CPIN="12345678","4321"') == ["+CME ERROR: 16"]


@pytest.mark.parametrize("family", WITH_BARRING)
def test_the_second_pin_is_changed_and_opens_fixed_dialling(numbers, family):
    host = numbers(family)
    assert host.say('AT+CPWD="P2","5678","8765"') == ["OK"]
    assert host.say('AT+CLCK="FD",2') == ["+CLCK: 0", "OK"]
    assert host.say('AT+CLCK="FD",1,"8765"', 'AT+CLCK="FD",2') == ["+CLCK: 1", "OK"]
    restart(host)
    assert host.say('AT+CLCK="FD",2') == ["+CLCK: 1", "OK"]
    host.say("AT+CMEE=1")
    assert [host.say('AT+CLCK="FD",0,"5678"') for _ in range(3)] == [["+CME ERROR: 16"]] * 3
    assert host.say('AT+CLCK="FD",0,"8765"') == ["+CME ERROR: 18"]
    assert host.say('AT+CPWD="P2","8765","5678"') == ["+CME ERROR: 18"]


@pytest.mark.parametrize(
    ("family", "facility"),
    [
        *((family, facility) for family in WITH_BARRING for facility in ("PN", "PU", "PP")),
        *(("sim7x00", facility) for facility in ("PF", "PC")),
    ],
)
def test_a_module_is_not_personalised_and_nobody_knows_the_key(numbers, family, facility):
    host = numbers(family)
    assert host.say(f'AT+CLCK="{facility}",2') == ["+CLCK: 0", "OK"]
    assert host.say(f'AT+CLCK="{facility}",1,"1234"') == ["+CME ERROR: 16"]
    assert host.say(f'AT+CLCK="{facility}",2') == ["+CLCK: 0", "OK"]


@pytest.mark.parametrize("family", WITH_BARRING)
def test_barrings_are_the_networks_by_class_and_with_its_password(numbers, family):
    host = numbers(family)
    assert host.say('AT+CLCK="AO",2') == ["+CLCK: 0,7", "OK"]
    assert host.say('AT+CLCK="AO",1,"1234"') == ["+CME ERROR: 16"]
    assert host.say('AT+CLCK="AO",1,"0000",1') == ["OK"]
    assert host.say('AT+CLCK="AO",1,"0000",4') == ["OK"]
    assert host.say('AT+CLCK="AO",2') == ["+CLCK: 1,1", "+CLCK: 1,4", "OK"]
    restart(host)
    assert host.say('AT+CLCK="AO",2,,2') == ["+CLCK: 0,2", "OK"]
    assert host.say('AT+CPWD="AO","0000","2222"') == ["OK"]
    assert host.say('AT+CLCK="AO",0,"2222"', 'AT+CLCK="AO",2') == ["+CLCK: 0,7", "OK"]


@pytest.mark.parametrize("family", ["sim7000", "sim7x00"])
def test_several_barrings_can_be_ended_together_and_no_more(numbers, family):
    host = numbers(family)
    host.say('AT+CLCK="AO",1,"0000"', 'AT+CLCK="AI",1,"0000"', "AT+CMEE=0")
    assert [host.say(f'AT+CLCK="AG",{mode},"0000"') for mode in (1, 2)] == [["ERROR"]] * 2
    assert host.say('AT+CLCK="AG",0,"0000"', 'AT+CLCK="AO",2') == ["+CLCK: 0,7", "OK"]
    assert host.say('AT+CLCK="AI",2')[0] == "+CLCK: 1,1"
    assert host.say('AT+CLCK="AB",0,"0000"', 'AT+CLCK="AI",2') == ["+CLCK: 0,7", "OK"]


@pytest.mark.parametrize(("family", "refused"), [("sim800", (3, 0, 8)), ("sim7000", (0, 256)), ("sim7x00", (0, 256))])
def test_a_class_that_there_is_not_is_refused(new_host, family, refused):
    host = new_host(family)
    host.say("AT+CMEE=0")
    assert [one for one in refused if host.say(f'AT+CLCK="AO",2,,{one}') != ["ERROR"]] == []


@pytest.mark.parametrize("command", ['+CLCK="AO",2', '+CPWD="AO","0000","2222"'])
def test_without_a_network_there_is_nothing_to_bar(numbers, command):
    host = numbers("sim800")
    host.say("AT+COPS=2")
    assert host.say(f"AT{command}") == ["+CME ERROR: 30"]


@pytest.mark.parametrize(
    ("family", "test", "told"), [("sim800", ["ERROR"], "3,3,10,10"), ("sim7x00", ["OK"], "3,10,3,10")]
)
def test_tries_are_told_in_the_order_of_the_family(new_host, family, test, told):
    host = new_host(family)
    host.say("AT+CMEE=0")
    assert host.say("AT+SPIC=?") == test
    assert host.say("AT+SPIC") == [f"+SPIC: {told}", "OK"]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("", ("PIN,2,3", "PUK,10,10", "PIN2,3,3", "PUK2,10,10")),
        ('="SIM PIN"', ("PIN,2,3",)),
        ('="SIM PIN*"', ("PIN,2,3", "PIN2,3,3")),
        ('="SIM P?K"', ("PUK,10,10",)),
        ('="PH-NET PIN"', ()),
    ],
)
def test_tries_are_told_by_name(new_host, asked, codes):
    host = new_host("sim7020")
    host.say('AT+CLCK="SC",1,"0000"')
    lines = [f'+CPINR: "SIM {name}",{left}' for name, left in (code.split(",", 1) for code in codes)]
    assert host.say(f"AT+CPINR{asked}") == [*lines, "OK"]


@each_family
@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("176,12258,0,0,10", '144,0,"9868001890608F408821"'),
        ("176,12258,0,0,0", '144,0,"9868001890608F408821"'),
        ("176,12258,0,8,2", '144,0,"8821"'),
        ("176,28423,0,0,9", '144,0,"084906003175296408"'),
        ("176,28589,0,0,4", '144,0,"00000002"'),
        ("176,28486,0,0,17", '144,0,"00434D4343FFFFFFFFFFFFFFFFFFFFFFFF"'),
        ("192,28423", '144,0,"000000096F07040011FFFF01020000"'),
        ("176,28423,0,0,10", "103,9"),
        ("176,28423,0,9,1", "107,0"),
        ("176,28539,0,0,1", "106,130"),
        ("178,28423,1,4,9", "105,129"),
        ('214,28589,0,0,4,"00000003"', "105,130"),
        ('220,28589,1,4,4,"00000003"', "105,129"),
    ],
)
def test_files_of_the_card_are_read_and_not_written(new_host, family, asked, answer):
    assert new_host(family).say(f"AT+CRSM={asked}") == [f"+CRSM: {answer}", "OK"]


@each_family
def test_the_present_folder_of_the_card_is_described(new_host, family):
    status, _ = new_host(family).say("AT+CRSM=242")
    assert status.startswith('+CRSM: 144,0,"6235820278218302')


@each_family
@pytest.mark.parametrize("asked", ["", "176", "177,12258", "176,12258,256", "176,65536", "x"])
def test_what_no_card_understands_is_not_handed_to_it(new_host, family, asked):
    assert new_host(family).say("AT+CMEE=0", f"AT+CRSM={asked}") == ["ERROR"]


def test_of_sim7x00_more_commands_go_to_the_card(new_host):
    assert new_host("sim7x00").say("AT+CRSM=203,12258") == ["+CRSM: 109,0", "OK"]


def test_of_sim7020_the_path_of_a_file_can_be_given(new_host):
    assert new_host("sim7020").say('AT+CRSM=176,28589,0,0,4,,"7F20"') == ['+CRSM: 144,0,"00000002"', "OK"]


@pytest.mark.parametrize(
    ("family", "command", "answer"),
    [
        ("sim800", "+CSPN?", '+CSPN: "CMCC",0'),
        ("sim7x00", "+CSPN?", '+CSPN: "CMCC",0'),
        ("sim800", "+CGID", "+GID: 0xff,0xff"),
        ("sim7020", "+ICCID", "898600810906F8048812"),
        ("sim7x00", "+CIMIM", "460001357924680"),
    ],
)
def test_names_and_numbers_of_the_card_are_told(new_host, family, command, answer):
    assert new_host(family).say(f"AT{command}") == [answer, "OK"]


@pytest.mark.parametrize(
    ("family", "command"),
    [
        *((family, '+CLCK="SC",2') for family in FAMILIES),
        *((family, '+CPWD="SC","1234","4321"') for family in FAMILIES),
        *((family, "+CRSM=176,12258,0,0,10") for family in FAMILIES),
        *((family, "+CSCA?") for family in FAMILIES),
        *((family, "+CSMP?") for family in FAMILIES),
        *((family, "+CSPN?") for family in ("sim800", "sim7x00")),
        *((family, '+CUSD=1,"*102#"') for family in WITH_BARRING),
    ],
)
def test_what_wants_the_card_tells_what_is_lacking(numbers, family, command):
    host = numbers(family, sim_pin="1234")
    assert host.say(f"AT{command}") == ["+CME ERROR: 11"]
    host.say("AT+CFUN=0")
    assert host.say(f"AT{command}") == ["+CME ERROR: 14"]


@pytest.mark.parametrize(
    ("family", "line"),
    [
        ("sim800", '+CUSD: 0, "003200300030", 72'),
        ("sim7000", '+CUSD: 0, "003200300030", 72'),
        ("sim7x00", '+CUSD: 0,"003200300030",72'),
    ],
)
def test_the_network_answers_a_request_by_digits(new_host, family, line):
    host = new_host(family)
    assert host.say("AT+CUSD=?") == ["+CUSD: (0-2)", "OK"]
    assert host.say("AT+CUSD?") == ["+CUSD: 0", "OK"]
    assert host.say('AT+CUSD=1,"*102#",15', duration=3 * SECOND) == ["OK", line]
    assert host.say("AT+CUSD?") == ["+CUSD: 1", "OK"]
    assert host.say('AT+CUSD=1,"*999#"', duration=3 * SECOND) == ["OK", "+CUSD: 4"]


def test_answers_that_are_not_to_be_told_are_not(host):
    assert host.say('AT+CUSD=0,"*102#"', duration=3 * SECOND) == ["OK"]
    assert host.say("AT+CUSD=1", "AT+CUSD=2", "AT+CUSD?") == ["+CUSD: 1", "OK"]
    assert [host.say(f"AT+CUSD={one}") for one in ("3", "", "1,*102#", '1,"*102#",256')] == [["ERROR"]] * 4


def test_requests_and_answers_are_in_the_character_set(new_host):
    host = new_host("sim800", figures={"ussd.answers": {"*1#": ("ok", 15)}})
    host.say('AT+CSCS="UCS2"')
    assert host.say('AT+CUSD=1,"002A00310023"', duration=3 * SECOND) == ["OK", '+CUSD: 0, "006F006B", 15']
    assert host.say('AT+CUSD=1,"*1#"') == ["ERROR"]


def test_a_request_wants_a_network(numbers):
    host = numbers("sim800")
    host.say("AT+COPS=2")
    assert host.say('AT+CUSD=1,"*102#"') == ["+CME ERROR: 30"]


@each_family
def test_without_a_card_there_is_no_network_and_what_wants_it_says_so(new_host, family):
    host = new_host(family, figures={"sim.inserted": False})
    host.say("AT+IPR=115200", "AT+CMEE=1", "AT&W")
    assert host.say("AT+CPIN?") == ["+CME ERROR: 10"]
    assert host.say('AT+CLCK="SC",2') == ["+CME ERROR: 10"]
    assert host.say("AT+CPMS?") == ["+CMS ERROR: 310"]
    assert host.say("AT+CREG?") == ["+CREG: 0,0", "OK"]
    host.power_cycle()
    assert "+CPIN: NOT INSERTED" in host.hear(2 * SECOND)


@pytest.mark.parametrize("family", ["sim800", "sim7020"])
def test_whether_a_card_is_there_is_told(new_host, family):
    host = new_host(family, figures={"sim.inserted": False})
    assert host.say("AT+CSMINS?") == ["+CSMINS: 0,0", "OK"]
