"""Programs that open their port themselves."""

import io
import os
import select

import pytest
import serial
from serial import Serial as EarlySerial

from atconform.testing import WrongUse, module

DEVICE = "/dev/ttyUSB0"


class Modem(serial.Serial):
    def ask(self, command):
        self.write(command + b"\r")
        return self.read_until(b"OK\r\n")


def test_a_port_by_its_name(sim800):
    sim800.stands_at(DEVICE)
    with serial.Serial(DEVICE, 115200, timeout=2) as port:
        assert isinstance(port, serial.Serial)
        port.write(b"AT\r")
        assert port.readline() == b"AT\r\r\n"
    assert not port.is_open


def test_a_subclass_and_a_name_that_was_bound_early(sim800):
    sim800.stands_at(DEVICE)
    assert b"OK" in Modem(DEVICE, timeout=2).ask(b"AT")
    port = EarlySerial(DEVICE, timeout=2)
    port.write(b"AT\r")
    assert b"OK" in port.read_until(b"OK\r\n")


def test_a_url_and_a_port_that_is_opened_later(sim800):
    sim800.stands_at(DEVICE)
    port = serial.serial_for_url(DEVICE, do_not_open=True)
    port.timeout = 1
    with pytest.raises(serial.PortNotOpenError):
        port.write(b"AT\r")
    port.open()
    port.write(b"AT\r")
    assert port.read(3) == b"AT\r"


def test_other_ports_stay_real(sim800):
    sim800.stands_at(DEVICE)
    with pytest.raises(serial.SerialException, match="ttyNONE"):
        serial.Serial("/dev/ttyNONE")
    ours, theirs = os.openpty()
    with serial.Serial(os.ttyname(theirs), timeout=5) as port:
        os.write(ours, b"x")
        assert port.read(1) == b"x"
    os.close(ours)
    os.close(theirs)


def test_at_the_end_pyserial_is_as_it_was(sim800):
    before = dict(vars(serial.Serial))
    sim800.stands_at(DEVICE)
    port = serial.Serial(DEVICE)
    sim800.close()
    assert not port.is_open
    assert dict(vars(serial.Serial)) == before


def test_two_modules_stand_at_two_devices(sim800, sim7000):
    sim800.stands_at("/dev/ttyUSB0")
    sim7000.stands_at("/dev/ttyUSB1")
    for device, name in (("/dev/ttyUSB0", b"SIM800"), ("/dev/ttyUSB1", b"SIM7000")):
        with Modem(device, timeout=2) as port:
            assert name in port.ask(b"AT+CGMM")
    with pytest.raises(WrongUse, match="another module stands at /dev/ttyUSB0"):
        sim7000.stands_at("/dev/ttyUSB0")


def test_modem_lines_go_both_ways(sim800):
    sim800.serial.dtr = False
    assert sim800.lines["DTR"] is False
    assert (sim800.serial.cd, sim800.serial.cts) == (sim800.lines["DCD"], sim800.lines["CTS"])


def test_what_pyserial_documents_besides(sim800):
    text = io.TextIOWrapper(io.BufferedRWPair(sim800.serial, sim800.serial), newline="\r\n")
    text.write("AT\r")
    text.flush()
    assert "AT" in text.readline()
    assert "OK" in text.readline()
    sim800.serial.baudrate = 9600
    sim800.serial.apply_settings(sim800.serial.get_settings())
    sim800.serial.send_break()


def test_a_port_is_readable_for_select_while_bytes_wait(sim800):
    assert select.select([sim800.serial], [], [], 0)[0] == []
    sim800.serial.write(b"AT\r")
    assert select.select([sim800.serial], [sim800.serial], [], 0)[:2] == ([sim800.serial], [sim800.serial])
    sim800.serial.reset_input_buffer()
    assert select.select([sim800.serial], [], [], 0)[0] == []


def test_the_port_of_the_fixture_is_one_of_pyserials_as_programs_ask_for(sim800):
    sim800.stands_at(DEVICE)
    assert isinstance(sim800.serial, serial.Serial)
    with module("sim7000") as other:  # opened while ports of that name are taken over
        other.serial.write(b"AT\r")
        assert b"OK" in other.serial.read_until(b"OK\r\n")


@pytest.mark.parametrize("device", ["socket://127.0.0.1:7", "", None])
def test_what_is_no_device_is_told(sim800, device):
    with pytest.raises(WrongUse, match="is no device; name what the program gives"):
        sim800.stands_at(device)
