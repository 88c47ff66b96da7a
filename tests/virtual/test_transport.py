from atconform.emulator.core.effects import SetLine
from atconform.emulator.families import build
from atconform.network import SimulatedNetwork
from atconform.virtual.transport import MemoryTransport
from tests.transport.contract import check_transport


def test_memory_keeps_the_contract_of_a_transport():
    module = build("sim800")
    transport = MemoryTransport(module, SimulatedNetwork())
    while transport.step(transport.now() + transport.quiet) is not None:
        pass
    transport.write(b"ATE0\r")
    while transport.step(transport.now() + transport.quiet) is not None:
        pass
    check_transport(transport, module_sees=module.pins.host, module_drives=lambda line, high: drive(module, line, high))


def drive(module, line, high):
    module._effects.append(SetLine(line, high))


def test_virtual_time_goes_to_the_deadline_and_no_further():
    transport = MemoryTransport(build("sim800"), SimulatedNetwork())
    while transport.step(60_000_000) is not None:
        pass
    assert transport.now() == 60_000_000
