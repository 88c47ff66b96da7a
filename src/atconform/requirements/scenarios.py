"""Reading the scenarios' names and tags out of the feature files, without playing anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pytest_bdd.feature import get_features
from pytest_bdd.parser import ScenarioTemplate

from atconform.base.errors import BenchFault
from atconform.base.families import families
from atconform.requirements.traceability import TaggedScenario


def read_scenarios(
    features: Path, read_mark: Callable[[str], tuple[str, str]] | None = None
) -> Iterator[TaggedScenario]:
    """Read every scenario below a folder, once for each family.

    :param read_mark: tells how a Then step says what it rests on, and the rest of it; None: marks are left out
    :raises BenchFault: a scenario has no permanent name
    """
    for feature in get_features([str(features)]):
        file = Path(feature.filename).relative_to(features.parent).as_posix()
        for name, template in feature.scenarios.items():
            tags = frozenset(template.tags | feature.tags)
            then = [step.name for step in template.steps if step.type == "then"]
            marks = tuple(read_mark(step)[0] for step in then) if read_mark else ()
            for family in families():
                yield TaggedScenario(permanent_name(template, tags), name, tags, file, family, marks)


def permanent_name(template: ScenarioTemplate, tags: frozenset[str]) -> str:
    """Return a scenario's permanent name: what follows ``@id-``.

    :raises BenchFault: it has none, or several
    """
    ids = sorted(tag.removeprefix("id-") for tag in tags if tag.startswith("id-"))
    if len(ids) != 1:
        where = f"{template.feature.filename}:{template.line_number}"
        raise BenchFault(f"{where}: a scenario needs exactly one @id-... tag, this one has {ids or 'none'}")
    return ids[0]
