"""AT+CFGRI: which lines show on the RI pin (AT command manuals)."""

import pytest

from atconform.protocol import network as net
from tests.emulator.conftest import MS, SECOND

MESSAGE, ZONE = net.IncomingMessage("+8613800000000", "hello"), net.Registration(5)


@pytest.mark.parametrize(
    ("family", "setting", "event", "pulses"),
    [
        ("sim800", "0", ZONE, []),
        ("sim800", "1", ZONE, [120 * MS]),
        ("sim800", "2", ZONE, []),
        ("sim800", "2", MESSAGE, [120 * MS]),
        ("sim7000", "1", ZONE, [120 * MS]),
        ("sim7020", "1", ZONE, []),
        ("sim7x00", "1", ZONE, [60 * MS]),
        ("sim7x00", "1,500", ZONE, [500 * MS]),
        ("sim7x00", "0", ZONE, []),
    ],
)
def test_an_unsolicited_line_shows_on_the_pin_if_asked_for(new_host, family, setting, event, pulses):
    host = new_host(family)
    host.say("AT+CREG=1", f"AT+CFGRI={setting}")
    host.happens(event)
    host.hear(2 * SECOND)
    assert host.pulses("RI") == pulses


@pytest.mark.parametrize("mode", [1, 2])
def test_the_end_of_a_connection_shows_on_the_pin(host, mode):
    host.say(f"AT+CFGRI={mode}", 'AT+CSTT="CMNET"', "AT+CIICR", "AT+CIFSR")
    host.happens(net.Deactivated(0, by_network=True))
    assert host.hear() == ["+PDP: DEACT"]
    assert host.pulses("RI") == [120 * MS]
