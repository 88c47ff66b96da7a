"""The network made of this machine's sockets: what the emulator is attached to when it runs in real time.

Only TCP, UDP, names and ping are real. Registration, the packet service and PDP contexts always succeed,
after the time that they take in life. Loopback only, unless the user allows more.
"""

from atconform.serve.network.addresses import AddressBook, read_mapping, read_name
from atconform.serve.network.host import HostNetwork

__all__ = ["AddressBook", "HostNetwork", "read_mapping", "read_name"]
