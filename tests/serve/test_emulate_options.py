"""The options of an emulated module: what they say, and what a program then meets."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import serial
from click.testing import CliRunner

import atconform.url  # noqa: F401  teaches pyserial emulator://
from atconform.base.errors import UsageError
from atconform.base.units import MS
from atconform.commands.emulate import command
from atconform.serve.building import build_module, identified, with_variant
from atconform.serve.options import IN_URL, ON_COMMAND_LINE, OPTIONS, Setup, documented, from_command_line, from_query
from tests import ROOT

PAGE = ROOT / "docs/emulate.md"
BEGIN, END = "<!-- options: begin -->\n", "<!-- options: end -->\n"


def page_anew(page):
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + documented() + END + after


def ask(port, *commands):
    """Send commands, each when the one before is answered; the answers, each in one text without line ends."""
    answers = []
    for line in commands:
        port.write(line.encode() + b"\r")
        answer = b""
        while not answer.endswith((b"OK\r\n", b"ERROR\r\n")) and b"+CME ERROR" not in answer:
            piece = port.read(1)
            assert piece, answer
            answer += piece
        if b"+CME ERROR" in answer:
            answer += port.read_until(b"\r\n")
        answers.append(" ".join(answer.decode().split("\r")[1:]).replace("\n", "").strip())
    return answers


def started(url, patience=5.0):
    """Open a module that answers, and wait until it has looked for its card."""
    port = serial.serial_for_url(url, timeout=5)
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if ask(port, "AT+CMEE=1", "AT+CPIN?")[1] != "+CME ERROR: 14":  # SIM busy
            return port
        time.sleep(0.05)
    raise AssertionError("the card does not start")


@pytest.mark.parametrize(
    ("url", "commands", "answers"),
    [
        (
            "sim800?pin=1234",
            ["AT+CPIN?", "AT+CPIN=1111", "AT+CPIN=1234"],
            ["+CPIN: SIM PIN  OK", "+CME ERROR: 16", "OK"],
        ),
        ("sim7020?puk=87654321", ["AT+CPIN?", 'AT+CPIN="87654321","1234"'], ["+CPIN: SIM PUK  OK", "OK"]),
        *(
            (
                f"{family}?no-sim",
                ["AT+CPIN?", "AT+CPIN=1234", "AT+CIMI", "AT+CREG?"],
                [*["+CME ERROR: 10"] * 3, "+CREG: 0,0  OK"],
            )
            for family in ("sim800", "sim7000", "sim7020")
        ),
        ("sim7x00?no-sim", ["AT+CICCID"], ["+CME ERROR: 10"]),
        ("sim800?number=%2B491710000000", ["AT+CNUM"], ['+CNUM: "","+491710000000",145,7,4  OK']),
        (
            "SIM7500E?firmware=LE11B01&imei=490154203237518&iccid=8949000000000000001f",
            ["AT+CGMM", "AT+CGMR", "AT+CGSN", "AT+CICCID"],
            ["SIMCOM_SIM7500E  OK", "+CGMR: LE11B01  OK", "490154203237518  OK", "+ICCID: 8949000000000000001F  OK"],
        ),
        ("SIM808?imsi=001010123456789", ["ATI", "AT+CIMI"], ["SIM808 R14.18  OK", "001010123456789  OK"]),
        ("SIM800C", ["ATI", "AT+CGMM"], ["SIM800 R14.18  OK", "SIMCOM_SIM800C  OK"]),
    ],
)
def test_card_and_identity_are_as_asked_for(url, commands, answers):
    query = "&" if "?" in url else "?"
    with started(f"emulator://{url}{query}delays=none") as port:
        assert ask(port, *commands) == answers


@pytest.mark.parametrize(
    ("family", "query", "answers"),
    [
        ("sim800", "registration=none", ["+CREG: 0,2", "+CGREG: 0,2", "+CSQ: 99,99", "+COPS: 0", "+CGATT: 0"]),
        ("sim7000", "registration=denied", ["+CREG: 0,3", "+CGREG: 0,3", "+CSQ: 24,0", "+COPS: 0", "+CGATT: 0"]),
        (
            "sim800",
            "registration=roaming&signal=12&operator=Telco,TLC,26201",
            ["+CREG: 0,5", "+CGREG: 0,5", "+CSQ: 12,0", '+COPS: 0,0,"Telco"', "+CGATT: 1"],
        ),
    ],
)
def test_the_network_is_as_asked_for(family, query, answers):
    asked = ("AT+CREG?", "AT+CGREG?", "AT+CSQ", "AT+COPS?", "AT+CGATT?")
    expected = [f"{answer}  OK" for answer in answers]
    with started(f"emulator://{family}?delays=none&{query}") as port:
        end = time.monotonic() + 5
        while (told := ask(port, *asked)) != expected and time.monotonic() < end:
            time.sleep(0.05)
        assert told == expected
        if "denied" in query:
            assert ask(port, "AT+CGATT=1") == ["+CME ERROR: 3"]


@pytest.mark.parametrize("family", ["sim800", "sim7000", "sim7020", "sim7x00"])
def test_a_module_with_a_stored_rate_says_that_it_is_ready(family):
    with serial.serial_for_url(f"emulator://{family}?delays=none&rate=9600", timeout=5) as port:
        assert port.read_until(b"RDY\r\n") == b"\r\nRDY\r\n"
        assert "+IPR: 9600" in ask(port, "AT+IPR?")[0]


def test_a_rate_that_the_family_has_not_got_is_named():
    with pytest.raises(UsageError, match="the emulated sim800 has no rate 921600"):
        build_module("sim800", Setup(rate=921600))


def test_a_port_that_is_opened_ready_is_registered():
    with serial.serial_for_url("emulator://sim800?delays=none&ready", timeout=5) as port:
        assert ask(port, "AT+CREG?")[0].startswith("+CREG: 0,1")


@pytest.mark.parametrize("switch_off", ["AT+CPOWD=1", "AT+CPOF"])
@pytest.mark.parametrize("by_line", [True, False])
def test_the_power_key_switches_a_module_on_again(switch_off, by_line):
    family = "sim7x00" if switch_off == "AT+CPOF" else "sim800"
    with started(f"emulator://{family}?delays=none&power-key=dtr") as port:
        port.write(f"{switch_off}\r".encode())
        port.read_until(b"DOWN\r\n" if family == "sim800" else b"OK\r\n")
        port.timeout = 0.3
        port.write(b"AT\r")
        assert port.read(1) == b""
        if by_line:
            port.dtr = False
            port.dtr = True
        else:
            port.press_power_key()
        end, told = time.monotonic() + 5, b""
        while not told.endswith(b"OK\r\n") and time.monotonic() < end:  # what is typed while it starts is lost
            port.write(b"AT\r")
            told = port.read_until(b"OK\r\n")
        assert told.endswith(b"OK\r\n")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"pin": "12"}, "pin 12: a PIN has 4 to 8 digits; for instance pin 1234"),
        ({"puk": "1"}, "a PUK has 8 digits"),
        ({"imei": "1"}, "an IMEI has 15 digits"),
        ({"iccid": "x"}, "an ICCID has 18 to 22 digits"),
        ({"number": "me"}, "a telephone number has digits"),
        ({"signal": "40"}, r"AT\+CSQ tells 0 to 31, or 99"),
        ({"registration": "romaing"}, "no such choice; did you mean roaming"),
        ({"operator": "a,b,c"}, "write the long name, the short one, and the code of 5 or 6 digits"),
        ({"operator": "a,b,26201,d"}, "write the long name"),
        ({"latency": "soon"}, "name milliseconds, 60000 at the most"),
        ({"supply": "12V"}, "name volts, from 1 to 6"),
        ({"address": "here"}, "write an IPv4 address"),
        ({"power-key": "foo"}, "no such choice.*choose from none, open, dtr, rts"),
        ({"signl": "1"}, "unknown option signl; did you mean signal"),
        ({"delays": "short"}, "choose from none, normal"),
        ({"no-sim": "", "pin": "1234"}, "no-sim and pin exclude each other"),
        ({"model": ""}, "a module prints ASCII letters"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_right(query, says):
    with pytest.raises(UsageError, match=says) as caught:
        from_query({name: [value] for name, value in query.items()})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("card", ["pin=1234", "puk=12345678", "no-sim", "registration=denied", "registration=none"])
def test_who_never_registers_is_not_waited_for(card):
    with pytest.raises(serial.SerialException, match="ready: the module would not be registered, since"):
        serial.serial_for_url(f"emulator://sim800?ready&{card}")


@pytest.mark.parametrize(
    ("text", "millivolts"), [("3.7", 3700), ("3.7V", 3700), ("3700", 3700), ("3700 mV", 3700), ("4", 4000)]
)
def test_a_voltage_may_be_written_in_several_ways(text, millivolts):
    assert from_query({"supply": [text]}).figures == {"measures.millivolts": millivolts}


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_an_example_is_understood_on_the_command_line_and_in_a_url_and_means_the_same(option):
    name, _ = option.asked_for
    value = True if option.flag else [option.example] if option.several else option.example
    typed = from_command_line({option.key: value})
    assert typed != Setup()
    if option in IN_URL:
        (queried,) = re.findall(rf"\| `({name}=[^`]*)` \|", documented())
        assert from_query(parse_qs(queried)) == typed


def test_a_flag_of_a_url_can_be_said_not_to_be():
    assert from_query({"ready": ["no"], "delays": ["normal"], "network": ["no"]}) == Setup()


def test_the_help_fits_a_narrow_terminal_and_names_every_option():
    shown = CliRunner().invoke(command, ["--help"], terminal_width=80).output
    assert max(map(len, shown.splitlines())) <= 80
    assert [option.name for option in ON_COMMAND_LINE if option.name not in shown] == []


def test_the_page_has_the_table_of_the_options():
    """``python -m tests.serve.test_emulate_options`` writes it anew."""
    page = PAGE.read_text("utf-8")
    assert page == page_anew(page)


def test_the_network_of_a_variant_is_had_where_sockets_can_have_it_and_nothing_else_is_asked_for():
    usual = with_variant("sim800@rightful-far-away", Setup()).network
    assert usual == {"latency": 300 * MS, "jitter": 300 * MS}
    assert with_variant("sim800@rightful-far-away", Setup(network={"latency": 0})).network == usual | {"latency": 0}
    assert with_variant("sim800@rightful-segments", Setup()).network == {}
    assert with_variant("sim800", Setup()).network == {}


def test_a_part_of_ati_changes_with_what_it_tells():
    usual = {"model": "SIM1", "revision": "Revision:1", "imei": "12", "product": "SIM1\nRevision:1\n12"}
    assert identified(usual, {"model": "SIM2", "revision": "2", "imei": "34"}) == {
        "model": "SIM2",
        "revision": "Revision:2",
        "imei": "34",
        "product": "SIM2\nRevision:2\n34",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="another system does not tell that a pseudo-terminal is opened")
def test_a_module_starts_when_its_pseudo_terminal_is_opened_and_by_its_power_key(tmp_path):
    link, log = tmp_path / "modem", tmp_path / "log"
    options = ["sim800", "--quick", "--link", link, "--start", "open", "--power-key", "open", "--ready", "--log", log]
    process = subprocess.Popen(
        [sys.executable, "-m", "atconform", "emulate", *map(str, options)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert "(Ctrl-C ends it)" in process.stdout.readline()
        time.sleep(0.2)  # with power, a quick module would have spoken by now
        assert log.read_text() == ""
        with serial.Serial(str(link), timeout=5) as port:
            assert process.stdout.readline() == f"sim800 on {link} is registered\n"
            ask(port, "AT")
            port.write(b"AT+CPOWD=1\r")
            port.read_until(b"DOWN\r\n")
            os.kill(process.pid, signal.SIGUSR1)
            assert process.stdout.readline() == f"sim800 on {link} is registered\n"
            port.reset_input_buffer()
            port.write(b"AT+CPOWD=1\r")
            port.read_until(b"DOWN\r\n")
        with serial.Serial(str(link), timeout=5):
            assert process.stdout.readline() == f"sim800 on {link} is registered\n"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)


@pytest.mark.parametrize("scheme", ["tcp", "rfc2217"])
def test_a_module_starts_when_a_client_connects(scheme):
    options = ["sim7x00", f"--{scheme}", "127.0.0.1:0", "--start", "open"]
    process = subprocess.Popen(
        [sys.executable, "-m", "atconform", "emulate", *options], stdout=subprocess.PIPE, text=True
    )
    try:
        where = process.stdout.readline().split()[2]
        with serial.serial_for_url(where, timeout=5) as port:
            assert port.read_until(b"RDY\r\n").endswith(b"RDY\r\n")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)


if __name__ == "__main__":
    Path(PAGE).write_text(page_anew(PAGE.read_text("utf-8")), "utf-8")
