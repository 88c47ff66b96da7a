"""What an index shows of the README has no link that leads nowhere."""

import tomllib
from pathlib import Path

import pytest

from hatch_build import RELATIVE, readable_anywhere

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESS = "https://repository.example/team/atconform"


@pytest.mark.parametrize(
    ("link", "with_address", "without"),
    [
        ("[a page](docs/a.md)", f"[a page]({ADDRESS}/blob/HEAD/docs/a.md)", "a page"),
        ("![a picture](docs/a.png)", f"![a picture]({ADDRESS}/raw/HEAD/docs/a.png)", "a picture"),
        ("[elsewhere](https://other.example/a.md)", "[elsewhere](https://other.example/a.md)", None),
        ("[here](#try-it)", "[here](#try-it)", None),
        ("[write](mailto:a@b.example)", "[write](mailto:a@b.example)", None),
    ],
)
def test_a_relative_link_leads_to_the_repository_or_is_text(link, with_address, without):
    assert readable_anywhere(link, ADDRESS) == with_address
    assert readable_anywhere(link, "") == (link if without is None else without)


def test_the_readme_leads_to_files_that_are_there():
    targets = [link["path"] for link in RELATIVE.finditer(README)]
    assert targets
    assert [target for target in targets if not (ROOT / target.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_no_relative_link_is_left_in_the_description(address):
    assert RELATIVE.search(readable_anywhere(README, address)) is None


def test_every_page_leads_to_files_that_are_there():
    pages = [ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    dead = [
        (page.relative_to(ROOT).as_posix(), link["path"])
        for page in pages
        for link in RELATIVE.finditer(page.read_text(encoding="utf-8"))
        if not (page.parent / link["path"].partition("#")[0]).exists()
    ]
    assert dead == []


def test_the_licence_is_named_and_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert [name for name in project["license-files"] if not (ROOT / name).is_file()] == []
