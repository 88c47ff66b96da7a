from atconform.emulator.cip import connection_states
from atconform.emulator.core.drawing import mermaid
from tests import ROOT

DOCUMENT = ROOT / "docs" / "states.md"


def test_the_diagrams_in_the_documentation_are_drawn_from_the_tables():
    text = DOCUMENT.read_text("utf-8")
    for table in (connection_states.SINGLE, connection_states.MULTI):
        assert f"```mermaid\n{mermaid(table, connection_states.INITIAL)}```" in text
