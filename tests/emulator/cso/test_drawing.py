from atconform.emulator.core.drawing import mermaid
from atconform.emulator.cso import socket_states
from tests import ROOT

DOCUMENT = ROOT / "docs" / "states.md"


def test_the_diagram_of_a_socket_in_the_documentation_is_drawn_from_the_table():
    assert f"```mermaid\n{mermaid(socket_states.SOCKET, socket_states.FREE)}```" in DOCUMENT.read_text("utf-8")
