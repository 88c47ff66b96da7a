"""Libraries that know nothing of it, unmodified; pyserial-asyncio is among the tests of asyncio."""

import time

import pytest
from gsmmodem.modem import GsmModem


@pytest.mark.atconform(threads=True)
def test_python_gsmmodem(sim800):
    sim800.stands_at("/dev/ttyUSB0")
    sim800.sleep(30)
    came = []
    modem = GsmModem("/dev/ttyUSB0", 115200, smsReceivedCallbackFunc=came.append)
    modem.connect(waitingForModemToStartInSeconds=10)
    assert modem.waitForNetworkCoverage() == 20
    assert modem.networkName == "CHINA MOBILE"
    sim800.network.sends_message("+491710000000", "restart")
    time.sleep(10)
    modem.close()
    assert [(message.number, message.text) for message in came] == [("+491710000000", "restart")]
