"""Commands that keep one of a few words: it is set, read and listed, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from atconform.emulator.core.command import Command, Parameter, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Setting


def one_word(
    setting: Setting[str],
    *,
    test: str | None = None,
    quoted: bool = True,
    alone: str | None = None,
    behind: Callable[[Device], str] = lambda module: "",
) -> Command:
    """Declare an extended command that keeps one word in a setting, and has its name from there.

    :param test: what the test form lists, where it is not all of the words
    :param quoted: whether the words stand in quotation marks when they are told
    :param alone: what the execute form sets; None: there is none
    :param behind: what the read form tells behind the word, with the comma before it
    """
    name, mark = setting.command, '"' if quoted else ""

    def write(module: Device, value: str) -> Reply:
        module.settings[setting] = value
        return ok()

    return Command(
        name,
        test=lambda module: ok(f"{name}: {test or listed_words(module.settings.declared(setting).only, mark)}"),
        read=lambda module: ok(f"{name}: {mark}{module.settings[setting]}{mark}{behind(module)}"),
        write=lambda module: form(write, module.settings.declared(setting).only),
        execute=None if alone is None else lambda module: write(module, alone),
    )


def listed_words(words: Parameter, mark: str = '"') -> str:
    """List the words there are as test forms do: ``("SM","ME")``."""
    if not isinstance(words, Word):
        raise TypeError(f"{words!r} is no choice of words")
    return spell_words(words.choices, mark)


def spell_words(words: Iterable[str], mark: str = '"') -> str:
    """Write words in brackets, with commas between them and quotation marks around each, or another mark, or none."""
    return f"({','.join(f'{mark}{word}{mark}' for word in words)})"
