from atconform.emulator.cip import connection_states
from atconform.emulator.core.drawing import mermaid
from tests import ROOT

DOCUMENT = ROOT / "docs" / "states.md"


def test_the_diagrams_in_the_documentation_are_drawn_from_the_tables():
    text = DOCUMENT.read_text("utf-8")
    for table, first in (
        (connection_states.SINGLE, connection_states.INITIAL),
        (connection_states.MULTI, connection_states.INITIAL),
        (connection_states.NUMBER, connection_states.FREE),
    ):
        assert f"```mermaid\n{mermaid(table, first)}```" in text
