"""Which connection of a peer a step means."""

from atconform.judge.peers import ScenarioPeers
from atconform.judge.placeholders import Placeholders
from atconform.judge.timing import Timing
from atconform.protocol.peer import Address, PeerEvent, PeerSend
from atconform.requirements.claims import load
from tests.judge.scripted import session

SERVER = Address("192.0.2.1", 8500)


class FarEnd:
    """A far end that notes what it is asked for."""

    def __init__(self):
        self.asked = []

    def open(self, name, role, protocol):
        return SERVER

    def name_of(self, address):
        return "server.example"

    def request(self, request):
        self.asked.append(request)


def server():
    """Open a TCP server; returns what tells it events, its far end, and its peers."""
    conversation, claims, far_end = session(), load("sim800"), FarEnd()
    peers = ScenarioPeers(conversation, far_end, Placeholders(claims, {}), Timing(conversation, claims))
    peers.open("server", "server", "TCP")
    return conversation.transport.say, far_end, peers


def seen(number, kind):
    return PeerEvent("server", number, kind, address=Address("192.0.2.9", 1024 + number))


def test_a_server_sends_on_the_connection_that_it_sees_a_moment_after_the_module_has_said_so():
    says, far_end, peers = server()
    says(seen(1, "connected"), 30)
    peers.sends("server", "hello")
    assert far_end.asked == [PeerSend("server", 1, b"hello")]


def test_where_the_latest_connection_is_over_the_next_one_is_waited_for():
    says, far_end, peers = server()
    says(seen(1, "connected"), 1)
    peers.sends("server", "first")
    says(seen(1, "fin"))
    peers.receives_nothing_more("server")
    says(seen(2, "connected"), 30)
    peers.sends("server", "second")
    assert [(request.connection, request.data) for request in far_end.asked] == [(1, b"first"), (2, b"second")]


def test_a_connection_that_is_named_is_the_one_that_is_meant_whatever_became_of_it():
    says, far_end, peers = server()
    for event in (seen(1, "connected"), seen(1, "fin")):
        says(event, 1)
    peers.sends("server", "late", 1)
    assert [request.connection for request in far_end.asked] == [1]
