"""Short messages that scenarios have delivered are deleted, so that the storage never fills up."""

from atconform.emulator.families import build
from atconform.place.memory import MemoryPlace
from atconform.protocol.network import IncomingMessage
from atconform.protocol.network_action import NetworkAction
from atconform.virtual.transport import power_up

MORE_THAN_FIT = 12


def test_one_module_tells_of_every_message_however_many_scenarios_had_one_delivered():
    place = MemoryPlace("module", lambda: power_up(build("sim800")), one_module=True)
    for _ in range(MORE_THAN_FIT):
        bench = place.begin("sim800")
        bench.network(NetworkAction("deliver-message"))
        bench.module.reports('+CMTI: "SM",{message.index}')
        place.end(bench)


def test_a_message_that_no_scenario_had_delivered_stays():
    place = MemoryPlace("module", lambda: power_up(build("sim800")), one_module=True)
    place.transport.network.carrier.tell_module(IncomingMessage("+8613800000000", "of somebody else"))
    place.end(place.begin("sim800"))
    bench = place.begin("sim800")
    bench.network(NetworkAction("deliver-message"))
    bench.module.reports('+CMTI: "SM",2')
