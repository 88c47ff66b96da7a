"""What building does to the README: its links lead to the repository, or nowhere if no repository is named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

RELATIVE = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?!\w+:|#)(?P<path>[^)\s]+)\)")
"""A link or a picture of Markdown that leads to a file of the project: no scheme, no place in the page itself."""


class Readme(MetadataHookInterface):
    """Gives the package its description.

    An index shows it away from the project's files, where a relative link is dead. ``repository`` in pyproject.toml is
    the address of the repository as a browser has it; while it is empty, links and pictures become their text.
    """

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the description, and the address where there is one."""
        repository = str(self.config.get("repository", "")).rstrip("/")
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": readable_anywhere(text, repository)}
        if repository:
            metadata["urls"] = {"Source": repository, "Changelog": f"{repository}/blob/HEAD/CHANGELOG.md"}


def readable_anywhere(text: str, repository: str) -> str:
    """Make each relative link of a page absolute, or its text if there is no repository.

    :param repository: its address without a slash at the end, or an empty text
    """

    def instead(link: re.Match[str]) -> str:
        if not repository:
            return link["text"]
        view = "raw" if link["picture"] else "blob"
        return f"{link['picture']}[{link['text']}]({repository}/{view}/HEAD/{link['path']})"

    return RELATIVE.sub(instead, text)
