import pytest

from atconform.emulator.core.drawing import mermaid
from atconform.emulator.core.transitions import Table
from atconform.emulator.netopen import network_states
from tests import ROOT

DOCUMENT = ROOT / "docs" / "states.md"


@pytest.mark.parametrize(
    ("table", "initial"),
    [
        (network_states.NETWORK, network_states.CLOSED),
        (network_states.LINK, network_states.FREE),
        (network_states.SERVER, network_states.STOPPED),
    ],
    ids=["network", "link", "server"],
)
def test_the_diagrams_in_the_documentation_are_drawn_from_the_tables(table: Table, initial: str) -> None:
    assert f"```mermaid\n{mermaid(table, initial)}```" in DOCUMENT.read_text("utf-8")
