"""Reading the data files that ship with the package.

Each file is decoded into a msgspec model, which names the place of a fault. A fault in one of these files is
the suite's fault, never a module's.
"""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from atconform.base.errors import BenchFault

Model = TypeVar("Model")


def files(folder: str = "") -> dict[str, Traversable]:
    """List the data files of a folder below ``data``, by name without ``.toml``, in order of name."""
    root = resources.files("atconform.requirements").joinpath("data", folder)
    found = (file for file in root.iterdir() if file.name.endswith(".toml"))
    return {file.name.removesuffix(".toml"): file for file in sorted(found, key=lambda file: file.name)}


def decode(content: bytes, model: type[Model], name: str) -> Model:
    """Decode the TOML of a data file.

    :param name: the file's name, for the message of a fault
    :raises atconform.base.errors.BenchFault: not TOML or not of the model's form; the message names the place
    """
    try:
        return msgspec.toml.decode(content, type=model)
    except msgspec.DecodeError as error:
        raise BenchFault(f"{name}: {error}") from error
