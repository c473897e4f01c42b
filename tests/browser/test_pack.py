"""The files of the Browser pack: `python tests/browser/test_pack.py` makes what is made anew."""

import io
import re
import zipfile
from html import escape, unescape
from pathlib import Path

import pytest

from graphkit import statements
from graphkit.guide import favourite, favourites
from graphkit.model import NodeLabel, RelationshipType

FOLDER = Path(__file__).parents[2] / "cypher" / "browser"
BLOCK = re.compile(r'(<pre [^>]*data-query="(?P<path>[^"]+)">)(?P<code>[^<]*)(</pre>)')
SETTING = re.compile(r"^:param (\w+) => (.+);$", re.MULTILINE)
TOUR = (FOLDER / "tour.html").read_text(encoding="utf-8")
STYLE = (FOLDER / "graphkit.grass").read_text(encoding="utf-8")
PARAMETERS = (FOLDER / "parameters.txt").read_text(encoding="utf-8")


def shown(path: str) -> str:
    """Return a statement as the tour shows it: its title, then the code."""
    found = statements.load(path)
    return f"// {found.title}\n{found.text};"


def filled(page: str) -> str:
    return BLOCK.sub(lambda m: f"{m[1]}{escape(shown(m['path']), quote=False)}{m[4]}", page)


def rules(style: str) -> dict[str, dict[str, str]]:
    """Return the properties by selector, read in the way of Neo4j Browser."""
    found = {}
    for selector, inside in re.findall(r"([\w.]+) \{\n(.*?)\n\}", style, re.DOTALL):
        parts = [line.strip().removesuffix(";").split(": ") for line in inside.split("\n")]
        assert all(len(part) == 2 for part in parts), selector
        found[selector] = dict(parts)
    return found


def test_the_tour_shows_the_statements_as_they_are() -> None:
    assert filled(TOUR) == TOUR
    assert len(BLOCK.findall(TOUR)) >= 8


def test_the_tour_sets_every_parameter_that_it_uses() -> None:
    used = {
        name
        for found in BLOCK.finditer(TOUR)
        for name in statements.parameters_used(unescape(found["code"]))
    }
    assert {name for name, _ in re.findall(r":param (\w+) => (.+);", TOUR)} == used


def test_the_parameters_are_those_of_all_favourites() -> None:
    files = (*statements.queries().values(), *statements.load_all("browser/views/*"))
    used = {name for file in files for name in file.parameters}
    assert {name for name, _ in SETTING.findall(PARAMETERS)} == used


@pytest.mark.parametrize("label", NodeLabel)
def test_every_label_has_a_colour_and_its_name_as_caption(label: NodeLabel) -> None:
    rule = rules(STYLE)[f"node.{label}"]
    assert rule["caption"] == ('"{title}"' if label is NodeLabel.PAPER else '"{name}"')
    colours = [rules(STYLE)[f"node.{other}"]["color"] for other in NodeLabel]
    assert colours.count(rule["color"]) == 1


@pytest.mark.parametrize("kind", RelationshipType)
def test_every_relationship_has_a_colour_and_its_type_as_caption(kind: RelationshipType) -> None:
    rule = rules(STYLE)[f"relationship.{kind}"]
    assert rule["caption"] == '"<type>"'
    assert re.fullmatch(r"#[0-9A-F]{6}", rule["color"])


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_names_can_be_read_on_their_nodes() -> None:
    for selector, rule in rules(STYLE).items():
        if selector.startswith("node."):
            two = sorted((luminance(rule["color"]), luminance(rule["text-color-internal"])))
            assert (two[1] + 0.05) / (two[0] + 0.05) >= 3, selector


def test_the_favourites_hold_every_question_and_view_under_its_topic() -> None:
    kept = (FOLDER / "favourites.zip").read_bytes()
    assert kept == favourites()
    assert len(kept) < 200_000
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert texts.pop("graphkit/parameters.cypher") == PARAMETERS
    for found in statements.queries().values():
        assert texts.pop(f"graphkit {found.topic}/{found.name}.cypher") == favourite(found)
    assert {name.partition("/")[0] for name in texts} == {"graphkit draw"}
    assert all(text.startswith("// ") for text in texts.values())


if __name__ == "__main__":
    (FOLDER / "tour.html").write_text(filled(TOUR), encoding="utf-8")
    (FOLDER / "favourites.zip").write_bytes(favourites())
