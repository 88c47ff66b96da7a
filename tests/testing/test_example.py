"""The first test that an application developer reads."""

from tests.testing.tracker import Tracker


def test_sends_again_after_the_server_hung_up(sim800):
    server = sim800.network.tcp_server("report.example", 80)
    server.hangs_up(after=0, times=1)
    tracker = Tracker(sim800.serial, sleep=sim800.sleep, monotonic=sim800.monotonic)
    tracker.report(b"21.5")
    assert server.received == b"21.5"
    assert "AT+CIPSHUT" in sim800.commands
