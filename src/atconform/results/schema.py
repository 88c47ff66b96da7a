"""The JSON Schema of the lines of a run record, made from the structures that write them.

``python -m atconform.results.schema > docs/run-record.schema.json`` writes it anew.
"""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from atconform.results.records import FORMAT, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Describe one line of ``run.jsonl``."""
    about = {"$schema": DIALECT, "title": f"atconform run record, format {FORMAT}: one line"}
    described: dict[str, Any] = _portable(msgspec.json.schema(Record))
    return about | described


def _portable(described: Any) -> Any:
    """Leave out what only newer releases of msgspec write: the names that a mapping's keys can have."""
    match described:
        case dict():
            return {key: _portable(value) for key, value in described.items() if key != "propertyNames"}
        case list():
            return [_portable(value) for value in described]
    return described


def schema_text() -> str:
    """Write the schema as the project's documentation keeps it."""
    return msgspec.json.format(msgspec.json.encode(schema())).decode() + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
