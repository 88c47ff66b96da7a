"""Settings and figures of the device: what is told, set, refused, and kept over a restart (AT command manuals)."""

import pytest

from tests.emulator.conftest import SECOND

CBST = "(0,7,12,14,16,17,39,43,48,51,71,75,80,81,83,84,116,134),(0,1,4),(0,1)"
CHFA = "(0=NORMAL_AUDIO, 1=AUX_AUDIO, 2=HANDFREE_AUDIO, 3=AUX_HANDFREE_AUDIO, 4=PCM_AUDIO)"

SETTINGS = [
    # family, command, at first, listed, set, refused, kept over a restart
    ("sim800", "+CNETLIGHT", "1", "(0,1)", "0", "2", "by AT&W"),
    ("sim7000", "+CNETLIGHT", "1", "(0,1)", "0", "2", "at once"),
    ("sim7020", "+CNETLIGHT", "1", "(0,1)", "0", "2", "at once"),
    ("sim7000", "+CBATCHK", "0", "(0,1)", "1", "2", "at once"),
    ("sim7020", "+CBATCHK", "0", "(0,1)", "1", "2", "at once"),
    ("sim7x00", "+CMTE", "1", "(0,1)", "0", "2", "no"),
    ("sim7x00", "+CVALARM", "0,3300,4300", "(0,1),(3300-4000),(4000-4300)", "1,3400,4200", "1,3200", "no"),
    ("sim7x00", "+CPMVT", "0,3200,4300", "(0,1),(3300-4000),(4000-4300)", "1,3200,4200", "1,3199", "no"),
    ("sim800", "+CRC", "0", "(0,1)", "1", "2", "no"),
    ("sim7000", "+CRC", "0", "(0,1)", "1", "2", "no"),
    ("sim7x00", "+CRC", "0", "(0,1)", "1", "2", "no"),
    ("sim800", "+CR", "0", "(0,1)", "1", "2", "no"),
    ("sim7x00", "+CR", "0", "(0,1)", "1", "2", "no"),
    ("sim800", "+CSSN", "0,0", "(0,1),(0,1)", "1,1", "2", "no"),
    ("sim7x00", "+CSSN", "0,0", "(0,1),(0,1)", "1,1", "2", "no"),
    ("sim800", "+MORING", "0", "(0,1)", "1", "2", "by AT&W"),
    ("sim7x00", "+MORING", "0", "(0-1)", "1", "2", "no"),
    ("sim800", "+CLCC", "0", "(0,1)", "1", "2", "at once"),
    ("sim7x00", "+CLCC", "0", "(0,1)", "1", "2", "no"),
    ("sim800", "+CDRIND", "0", "(0,1)", "1", "2", "no"),
    ("sim800", "+GSMBUSY", "0", "(0,1,2)", "2", "3", "no"),
    ("sim800", "+CCPD", "0", "(0,1)", "1", "2", "by AT&W"),
    ("sim800", "+CMOD", "0", "(0)", "0", "1", "no"),
    ("sim7x00", "+CMOD", "0", "(0)", "0", "1", "no"),
    ("sim800", "+CSNS", "0", "(0,2,4)", "4", "1", "by AT&W"),
    ("sim800", "+CBST", "0,0,1", "(0,4,5,6,7,12,14,68,70,71,75),(0,4),(0-3)", "7,4,3", "8", "by AT&W"),
    ("sim7x00", "+CBST", "0,0,1", CBST, "134,1,0", "116,0,1", "no"),
    ("sim800", "+CRLP", "61,61,48,6,7", "(0-61),(0-61),(44-255),(1-255),(7)", "1,2,44,9,7", "62", "by AT&W"),
    ("sim800", "+CLVL", "60", "(0-100)", "0", "101", "at once"),
    ("sim7x00", "+CLVL", "4", "(0-5)", "0", "6", "at once"),
    ("sim800", "+CRSL", "100", "(0-100)", "0", "101", "at once"),
    ("sim800", "+CHFA", "0", CHFA, "4", "5", "no"),
    ("sim800", "+CFGRI", "0", "(0,1)", "2", "3", "by AT&W"),
    ("sim7000", "+CFGRI", "0", "(0-2)", "2", "3", "no"),
    ("sim7020", "+CFGRI", "0", "(0-2)", "2", "3", "at once"),
    ("sim7x00", "+CFGRI", "0,60,120", "(0-1),(10-6000),(20-6000)", "1,10,20", "1,9", "no"),
    ("sim800", "+CNTPCID", "1", "(1-3)", "3", "4", "no"),
    ("sim7020", "+CTZR", "0", "(0-1)", "1", "2", "at once"),
    ("sim7x00", "+CTZR", "0", "(0-1)", "1", "2", "no"),
    ("sim7020", "+CTZU", "0", "(0-1)", "1", "2", "at once"),
    ("sim7x00", "+CTZU", "1", "(0-1)", "0", "2", "at once"),
    ("sim800", "+CANT", "0,0,10", "(0,1),(0,1),(0-3600)", "1,1,60", "1,1", "by AT&W"),
    ("sim7020", "+CREVHEX", "0", "(0,1)", "1", "2", "at once"),
    ("sim7x00", "+CATR", "0", "(0-7)", "1", "8", "no"),
    ("sim7x00", "+CVAUXS", "1", "(0,1)", "0", "2", "no"),
    ("sim7x00", "+CVAUXV", "2800", "(1700-3050)", "3050", "1725", "no"),
]

TOLD = [
    ("sim800", "+CBC", "=?", ["+CBC: (0-2),(1-100),(voltage)", "OK"]),
    ("sim800", "+CBC", "", ["+CBC: 0,81,4049", "OK"]),
    ("sim7000", "+CBC", "", ["+CBC: 0,81,4049", "OK"]),
    ("sim7020", "+CBC", "=?", ["+CBC: (0-100),(voltage)", "OK"]),
    ("sim7020", "+CBC", "", ["+CBC: 88,3418", "OK"]),
    ("sim7x00", "+CBC", "", ["+CBC: 3.591V", "OK"]),
    ("sim800", "+CADC", "=?", ["+CADC: (0,1),(0-2800)", "OK"]),
    ("sim800", "+CADC", "?", ["+CADC: 1,603", "OK"]),
    ("sim7000", "+CADC", "=?", ["+CADC: (0,1),(0,100-1700)", "OK"]),
    ("sim7020", "+CADC", "=?", ["+CADC: (0,1),(0-1400)", "OK"]),
    ("sim7x00", "+CADC", "=?", ["+CADC: (0,2)", "OK"]),
    ("sim7x00", "+CADC", "=0", ["+CADC: 187", "OK"]),
    ("sim7x00", "+CADC2", "=2", ["+CADC2: 603", "OK"]),
    ("sim7x00", "+CADC", "=1", ["ERROR"]),
    ("sim800", "+CMTE", "?", ["+CMTE: 0,25.42", "OK"]),
    ("sim7x00", "+CPMUTEMP", "", ["+CPMUTEMP: 29", "OK"]),
    ("sim800", "+SGPIO", "=?", ["+SGPIO: (0-1),(1-7),(0-1),(0-1)", "OK"]),
    ("sim7000", "+SGPIO", "=?", ["+SGPIO: (0-1),(0-4),(0-1),(0-1)", "OK"]),
    ("sim800", "+CPAS", "=?", ["+CPAS: (0,2,3,4)", "OK"]),
    ("sim7000", "+CPAS", "=?", ["+CPAS: (0,3,4)", "OK"]),
    ("sim7000", "+CPAS", "", ["+CPAS: 0", "OK"]),
    ("sim7000", "+CHUP", "", ["OK"]),
    ("sim800", "+GSV", "", ["SIMCOM_Ltd", "SIMCOM_SIM800L", "Revision:1418B05SIM800L24", "OK"]),
    ("sim7020", "+GSV", "", ["SIMCOM_Ltd", "SIM7020E", "Revision: 1752B01V01SIM7020E", "OK"]),
    ("sim7020", "+CGOI", "", ["SIM7020E", "OK"]),
    ("sim7x00", "+CIMIM", "", ["460001357924680", "OK"]),
    ("sim800", "+CDEVICE", "?", ["Device Name: W25Q32FW", "OK"]),
    ("sim7000", "+CDEVICE", "?", ["Device Name: W25Q32FW", "Ram Size: 128M", "OK"]),
    ("sim800", "+CDSCB", "", ["OK"]),
    ("sim800", "+SPWM", "=1,1000,6000", ["OK"]),
    ("sim800", "+SPWM", "=1,1000,13000", ["ERROR"]),
    ("sim7000", "+SPWM", "=?", ["+SPWM: (0-31),(0-100)", "OK"]),
    ("sim7000", "+SPWM", "=32,1", ["ERROR"]),
    ("sim7000", "+CEDUMP", "?", ["+CEDUMP: 0", "OK"]),
    ("sim7000", "&W", "0", ["OK"]),
    ("sim7020", "N", "1", ["OK"]),
    ("sim7020", "N", "2", ["ERROR"]),
    ("sim7020", "S1", "?", ["0", "OK"]),
    ("sim7020", "S95", "?", ["000", "OK"]),
    ("sim7020", "S95", "=256", ["ERROR"]),
    ("sim7x00", "\\V", "1", ["OK"]),
    ("sim7x00", "\\V", "2", ["ERROR"]),
    ("sim7000", "+CMEE", "=", ["OK"]),
    ("sim800", "+CMEE", "=", ["OK"]),
    ("sim7020", "+CURTC", "=1", ["+CURTC: 1", "OK"]),
    ("sim7020", "+CR", "?", ["+CR: 0", "OK"]),
    ("sim7020", "+CEER", "", ["+CEER: No cause", "OK"]),
    ("sim7x00", "+CEER", "", ["+CEER: No cause", "OK"]),
    ("sim800", "+COLP", "?", ["+COLP: 0,0", "OK"]),
    ("sim800", "+CLIR", "?", ["+CLIR: 0,0", "OK"]),
    ("sim800", "+CMIC", "?", ["+CMIC: (0,10),(1,11),(2,10),(3,11)", "OK"]),
    ("sim800", "+CMIC", "=?", ["+CMIC: (0-3),(0-15)", "OK"]),
    ("sim800", "+SIDET", "=?", ["+SIDET: (0-3),(0-16)", "OK"]),
    ("sim7x00", "+CRLP", "?", ["+CRLP: 61,61,48,6,0", "+CRLP: 0,61,48,6,1", "+CRLP: 240,240,52,6,2", "OK"]),
]


def restart(host):
    host.power_cycle()
    host.wait(2 * SECOND)
    host.say("ATE0")


@pytest.mark.parametrize(("family", "command", "first", "listed", "value", "refused", "kept"), SETTINGS)
def test_a_setting_is_listed_set_read_refused_and_kept(new_host, family, command, first, listed, value, refused, kept):
    host = new_host(family)
    host.say("AT+CMEE=0")
    assert host.say(f"AT{command}?") == [f"{command}: {first}", "OK"]
    assert host.say(f"AT{command}=?") == [f"{command}: {listed}", "OK"]
    assert host.say(f"AT{command}={value}") == ["OK"]
    assert host.say(f"AT{command}={refused}") == ["ERROR"]
    assert host.say(f"AT{command}?") == [f"{command}: {value}", "OK"]
    restart(host)
    assert host.say(f"AT{command}?") == [f"{command}: {value if kept == 'at once' else first}", "OK"]
    host.say(f"AT{command}={value}", "AT&W")
    restart(host)
    assert host.say(f"AT{command}?") == [f"{command}: {first if kept == 'no' else value}", "OK"]


@pytest.mark.parametrize(("family", "command", "form", "told"), TOLD)
def test_a_figure_is_told(new_host, family, command, form, told):
    host = new_host(family)
    host.say("AT+CMEE=0")
    assert host.say(f"AT{command}{form}") == told


def test_what_is_measured_is_a_figure(new_host):
    host = new_host(
        "sim800", {"measures.charge": 5, "measures.millivolts": 3300, "measures.hundredths_of_degrees": -3000}
    )
    assert host.say("AT+CBC") == ["+CBC: 0,5,3300", "OK"]
    assert host.say("AT+CMTE?") == ["+CMTE: 0,-30.00", "OK"]


def test_the_light_has_a_rhythm_for_each_state(host):
    first = ["+SLEDS: 1,64,800", "+SLEDS: 2,64,3000", "+SLEDS: 3,64,300", "OK"]
    assert host.say("AT+SLEDS?") == first
    assert host.say("AT+SLEDS=2,0,65535") == ["OK"]
    assert host.say("AT+SLEDS=2,39,65535") == host.say("AT+SLEDS=4,64,64") == ["ERROR"]
    assert host.say("AT+SLEDS?")[1] == "+SLEDS: 2,0,65535"
    restart(host)
    assert host.say("AT+SLEDS?") == first


@pytest.mark.parametrize(("family", "number"), [("sim800", "+SGPIO=1,3"), ("sim7020", "+CGPIO=1,3")])
def test_an_input_is_read_and_an_output_is_not(new_host, family, number):
    host = new_host(family, {"gpio.levels": {3: 1}})
    host.say("AT+CMEE=0")
    head = number.partition("=")[0]
    assert host.say(f"AT{number}") == [f"{head}: 1", "OK"]
    assert host.say(f"AT{head}=0,3,1,0") == ["OK"]
    assert host.say(f"AT{number}") == ["ERROR"]
    assert host.say(f"AT{head}=0,3,0,0") == ["OK"]
    assert host.say(f"AT{number}") == [f"{head}: 1", "OK"]
    assert host.say(f"AT{head}=0,3") == ["ERROR"]


def test_two_lines_of_a_sim800_are_inputs_only(host):
    assert host.say("AT+SGPIO=0,4,1,1") == host.say("AT+SGPIO=0,8,1,1") == ["ERROR"]
    assert host.say("AT+SGPIO=0,4,0,0") == ["OK"]


@pytest.mark.parametrize("command", ["+CRC", "+CR", "+COLP", "+CMOD", "+CBST", "+CLIP"])
def test_on_sim7x00_a_command_alone_sets_what_is_at_first(new_host, command):
    host = new_host("sim7x00")
    first = host.say(f"AT{command}?")
    host.say(f"AT{command}={'0' if command == '+CMOD' else '7' if command == '+CBST' else '1'}")
    assert host.say(f"AT{command}") == ["OK"]
    assert host.say(f"AT{command}?") == first


def test_a_value_left_out_stays_as_it_was(host):
    assert host.say("AT+CRC=1", "AT+CRC=") == ["OK"]
    assert host.say("AT+CRC?") == ["+CRC: 1", "OK"]


def test_each_channel_has_a_level(host):
    assert host.say("AT+CMIC=2,0") == ["OK"]
    assert host.say("AT+CMIC=2,16") == host.say("AT+CMIC=4,0") == ["ERROR"]
    restart(host)
    assert host.say("AT+CMIC?")[0] == "+CMIC: (0,10),(1,11),(2,0),(3,11)"


def test_each_version_of_the_link_protocol_has_parameters(new_host):
    host = new_host("sim7x00")
    assert host.say("AT+CRLP=488,400,50,7,2") == host.say("AT+CRLP=1,2") == ["OK"]
    assert host.say("AT+CRLP=62,61,48,6,1") == ["ERROR"]
    assert host.say("AT+CRLP?") == ["+CRLP: 61,61,48,6,0", "+CRLP: 1,2,48,6,1", "+CRLP: 488,400,50,7,2", "OK"]


@pytest.mark.parametrize(("command", "controls"), [("&K3", "2,2"), ("&K4", "1,1"), ("&K0", "0,0"), ("&K", "0,0")])
def test_a_sim7020_has_a_short_way_to_flow_control(new_host, command, controls):
    host = new_host("sim7020")
    host.say("AT+IFC=0,1" if controls == "0,0" else "AT+IFC=0,0")
    assert host.say(f"AT{command}") == ["OK"]
    assert host.say("AT+IFC?") == [f"+IFC: {controls}", "OK"]


def test_the_permanent_rate_comes_back_after_a_restart(new_host):
    host = new_host("sim7x00")
    assert host.say("AT+IPREX?") == ["+IPREX: 115200", "OK"]
    assert host.say("AT+IPREX=9600") == ["OK"]
    host.say("AT+IPR=57600")
    restart(host)
    assert host.say("AT+IPR?") == ["+IPR: 9600", "OK"]
    host.say("AT+IPR=57600", "AT+IPREX")
    restart(host)
    assert host.say("AT+IPR?") == ["+IPR: 57600", "OK"]


def test_the_serial_number_can_be_set(new_host):
    host = new_host("sim7x00")
    host.say("AT+CMEE=0")
    assert host.say("AT+SIMEI=35739601218317") == host.say("AT+SIMEI=35739601218317x") == ["ERROR"]
    assert host.say("AT+SIMEI=357396012183170") == ["OK"]
    restart(host)
    assert host.say("AT+SIMEI?") == ["+SIMEI: 357396012183170", "OK"]
    assert host.say("AT+CGSN") == ["357396012183170", "OK"]
    assert "IMEI: 357396012183170" in host.say("ATI")
    assert "IMEI: 357396012183170" in host.say("AT+SIMCOMATI")


def test_a_gpio_has_a_function_a_direction_and_a_level(new_host):
    host = new_host("sim7x00", {"gpiofunctions.levels": {43: 1}})
    assert host.say("AT+CGGETV=43") == ["+CGGETV: 43,1", "OK"]
    assert host.say("AT+CGSETV=43,0") == host.say("AT+CGGETV=5") == ["ERROR"]
    assert host.say("AT+CGDRT=43,1") == host.say("AT+CGSETV=43,0") == ["OK"]
    assert host.say("AT+CGGETV=43") == ["+CGGETV: 43,0", "OK"]


def test_a_line_that_has_another_function_is_no_gpio(new_host):
    host = new_host("sim7x00")
    assert host.say("AT+CGFUNC=40") == ["+CGFUNC: 40,1", "OK"]
    assert host.say("AT+CGDRT=40,1") == host.say("AT+CGFUNC=43,1") == ["ERROR"]
    assert host.say("AT+CGFUNC=40,0") == ["OK"]
    restart(host)
    assert host.say("AT+CGFUNC=40") == ["+CGFUNC: 40,0", "OK"]
    assert host.say("AT+CGDRT=40,1") == ["OK"]


def test_of_the_detection_of_tones_only_the_mode_is_stored(host):
    assert host.say("AT+DDET=1,100,1,1") == host.say("AT+DDET=1,200") == ["OK"]
    assert host.say("AT+DDET=1,10001") == ["ERROR"]
    assert host.say("AT+DDET?") == ["+DDET: 1,200,1,1", "OK"]
    host.say("AT&W")
    restart(host)
    assert host.say("AT+DDET?") == ["+DDET: 1,0,0,0", "OK"]


def test_the_detection_of_jamming_tells_more_while_it_is_on(host):
    assert host.say("AT+SJDR?") == ["+SJDR: 0", "OK"]
    assert host.say("AT+SJDR=1,2") == ["OK"]
    assert host.say("AT+SJDR=1,2,0") == ["ERROR"]
    assert host.say("AT+SJDR?") == ["+SJDR: 1,2,255,0,0", "OK"]


def test_a_configuration_for_an_operator_is_chosen_by_hand(new_host):
    host = new_host("sim7000")
    assert host.say("AT+CMCFG?")[:2] == ["+CMCFG: 1,3", '+CMCFG: 0,"Default",0x1,1']
    assert host.say('AT+CMCFG=2,"ATT"') == ["ERROR"]
    assert host.say("AT+CMCFG=0") == host.say('AT+CMCFG=2,"ATT"') == ["OK"]
    assert host.say("AT+CMCFG=4") == ['+CMCFG: 4,0,"ATT"', "OK"]
    assert host.say('AT+CMCFG=3,"ATT"') == ["OK"]
    assert host.say("AT+CMCFG=4") == ['+CMCFG: 4,1,""', "OK"]
    assert host.say("AT+CMCFG=2") == host.say('AT+CMCFG=2,"other"') == ["ERROR"]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("+SJDR=1,1", ["+SJDR: NO JAMMING"] * 3),
        ("+SJDR=1,1,255,1", []),
        ("+SJDR=1,2", []),
        ("+CANT=1,1,5", ["+CANT: 0"] * 2),
        ("+CANT=1,0,5", []),
        ("+CANT=1,1,0", []),
    ],
)
def test_how_it_is_is_told_again_and_again_if_asked_for(host, setting, told):
    host.say(f"AT{setting}")
    assert host.hear(10 * SECOND) == told
    host.say("AT+SJDR=0;+CANT=0,0,0")
    assert host.hear(10 * SECOND) == []
