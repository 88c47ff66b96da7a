"""``atconform docs``: the project's documentation, which an installed package brings along."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.plain import Made
from atconform.base.saying import hand_out, say
from atconform.base.suggest import did_you_mean
from atconform.base.terminal import Terminal
from atconform.play.suite import folder

WIDTH = 100
"""Columns at most: lines of text that are longer are hard to read."""


@click.command("docs")
@click.argument("topic", required=False)
@click.option("--path", is_flag=True, help="Say where the page is, and do not show it.")
def command(topic: str | None, path: bool) -> int:
    """List the pages of the documentation, or show one: atconform docs emulate."""
    pages = _pages()
    if topic is None:
        _list(pages)
        return ExitCode.PASSED
    name = topic.removeprefix("docs/").removesuffix(".md").removesuffix("/README")
    if name not in pages:
        raise UsageError(f"there is no page {topic!r}{did_you_mean(name, list(pages))}; atconform docs lists them")
    if path:
        say(pages[name])
        return ExitCode.PASSED
    text = pages[name].read_text(encoding="utf-8")
    console = Terminal()
    if not console.is_terminal:
        hand_out(Made(text))
        return ExitCode.PASSED
    console.width = min(console.width, WIDTH)
    console.print(Markdown(text))
    return ExitCode.PASSED


def _pages() -> dict[str, Path]:
    """Every page by its name: docs/emulate.md is emulate, docs/zh/README.md is zh."""
    front = folder()
    pages = {name: front / f"{name}.md" for name in ("README", "CHANGELOG", "CONTRIBUTING")}
    for page in sorted((front / "docs").rglob("*.md")):
        name = page.relative_to(front / "docs").with_suffix("").as_posix()
        pages[name.removesuffix("/README")] = page
    return pages


def _list(pages: dict[str, Path]) -> None:
    table = Table("topic", "", box=None, pad_edge=False, header_style="bold")
    for name, page in pages.items():
        with page.open(encoding="utf-8") as lines:
            table.add_row(Text(name), Text(next(lines, "").lstrip("# ").strip(), overflow="fold"))
    Terminal().print(table)
