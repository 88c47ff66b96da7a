"""The network made of this machine's sockets: what the emulator is attached to when it runs in real time.

Only TCP, UDP, names and ping are real. Registration, the packet service and PDP contexts are as its conditions say,
after the time that they take in life. Loopback only, unless the user allows more.
"""

from atconform.serve.network.addresses import AddressBook, read_mapping, read_name
from atconform.serve.network.host import HostNetwork
from atconform.serve.network.subscription import conditions

__all__ = ["AddressBook", "HostNetwork", "conditions", "read_mapping", "read_name"]
