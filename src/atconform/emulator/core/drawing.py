"""Drawing a state machine from its table, in Mermaid's notation."""

from __future__ import annotations

from atconform.emulator.core.transitions import Table


def mermaid(table: Table, initial: str) -> str:
    """Draw a table as a state diagram; the triggers between two states stand at one arrow, loops are left out."""
    states = dict.fromkeys([*(state for state, _ in table), *table.values()])
    names = {state: f"s{number}" for number, state in enumerate(states)}
    arrows: dict[tuple[str, str], list[str]] = {}
    for (state, trigger), following in table.items():
        if state != following:
            arrows.setdefault((state, following), []).append(trigger)
    lines = ["stateDiagram-v2"]
    lines += [f"    {name} : {state.replace('{protocol}', 'TCP/UDP')}" for state, name in names.items()]
    lines += [f"    [*] --> {names[initial]}"]
    lines += [f"    {names[a]} --> {names[b]} : {' or '.join(triggers)}" for (a, b), triggers in arrows.items()]
    return "\n".join(lines) + "\n"
