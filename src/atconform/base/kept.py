"""What takes long to make out of a text is kept, as Python keeps its compiled modules: in ``__pycache__``."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeVar

Made = TypeVar("Made")


def kept(
    file: Path,
    made_of: str,
    make: Callable[[], Made],
    load: Callable[[BinaryIO], Made],
    save: Callable[[Made, BinaryIO], object],
) -> Made:
    """Return what a file keeps, or make it anew where that was made of something else, and keep it then.

    Whatever is wrong with the file, or with the folder that it would be in, nobody has to know. None is kept where
    Python keeps no modules (``PYTHONDONTWRITEBYTECODE``).

    :param file: in a ``__pycache__``, which is trusted as the modules beside it are
    :param made_of: all that it is made of, with the releases of the libraries that make it
    :raises Exception: what ``make`` raises
    """
    key = sha256(f"{sys.version}\n{made_of}".encode(errors="surrogatepass")).digest()
    with contextlib.suppress(Exception), file.open("rb") as there:
        if there.read(len(key)) == key:
            return load(there)
    made = make()
    if not sys.dont_write_bytecode:
        with contextlib.suppress(Exception):
            _keep(file, key, lambda begun: save(made, begun))
    return made


def _keep(file: Path, key: bytes, save: Callable[[BinaryIO], object]) -> None:
    """Write a file so that whoever sees it sees it whole, since processes begin together.

    :raises Exception: it cannot be written there
    """
    file.parent.mkdir(exist_ok=True)
    begun = file.with_suffix(f".{os.getpid()}")
    try:
        with begun.open("wb") as written:
            written.write(key)
            save(written)
        begun.replace(file)
    finally:
        begun.unlink(missing_ok=True)
