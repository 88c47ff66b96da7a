from __future__ import annotations

import pytest
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo

from atconform.transport import adapters


def adapter(device, serial_number=None, location="1-1:1.0", product=0x6001):
    port = ListPortInfo(device)
    port.vid, port.pid, port.serial_number, port.location = 0x0403, product, serial_number, location
    return port


@pytest.fixture
def plugged_in(monkeypatch):
    ports = []
    monkeypatch.setattr(list_ports, "comports", lambda: ports)
    return ports


def test_an_adapter_with_a_serial_number_is_known_again_in_another_socket(plugged_in):
    plugged_in.append(adapter("/dev/ttyUSB0", "A50285BI"))
    known = adapters.of_device("/dev/ttyUSB0")
    plugged_in[:] = [adapter("/dev/ttyUSB0", "OTHER"), adapter("/dev/ttyUSB1", "A50285BI", "2-4:1.0")]
    assert adapters.device_of(known) == "/dev/ttyUSB1"


def test_an_adapter_without_a_serial_number_is_known_again_in_its_socket(plugged_in):
    plugged_in.append(adapter("/dev/ttyUSB0"))
    known = adapters.of_device("/dev/ttyUSB0")
    plugged_in[:] = [adapter("/dev/ttyUSB0", location="2-4:1.0"), adapter("/dev/ttyUSB3")]
    assert adapters.device_of(known) == "/dev/ttyUSB3"


def test_the_interfaces_of_one_module_are_told_apart(plugged_in):
    plugged_in += [adapter("/dev/ttyUSB0", "1", "1-1:1.0"), adapter("/dev/ttyUSB2", "1", "1-1:1.2")]
    assert adapters.device_of(adapters.of_device("/dev/ttyUSB2")) == "/dev/ttyUSB2"


def test_a_link_to_an_adapter_is_the_adapter(plugged_in, tmp_path):
    link = tmp_path / "modem"
    link.symlink_to("/dev/ttyUSB7")
    plugged_in.append(adapter("/dev/ttyUSB7", "1"))
    assert adapters.device_of(adapters.of_device(str(link))) == "/dev/ttyUSB7"


@pytest.mark.parametrize("device", ["/dev/ttyS0", "socket://127.0.0.1:7000", "/dev/pts/3"])
def test_what_is_no_usb_adapter_is_looked_for_under_its_name_alone(plugged_in, device):
    plugged_in += [ListPortInfo("/dev/ttyS0"), adapter("/dev/ttyUSB0")]
    assert adapters.device_of(adapters.of_device(device)) == ""
