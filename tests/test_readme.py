"""The README holds what it promises: its picture is a real result, its commands exist."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = ROOT / "docs" / "figures" / "example.svg"
TITLE = "WalkNet: Random Walks for Link Prediction"
ABSTRACT = (
    "We propose WalkNet, a graph neural network (GNN) that learns from random walks. For link "
    "prediction on the Cora and PubMed graphs it reaches an AUC of 94.1 and outperforms node2vec. "
    "Training takes a minute."
)


def run(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "graphkit", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def words(text: str) -> str:
    return "".join(text.split())


def picture_texts() -> list[str]:
    root = ET.parse(PICTURE).getroot()  # noqa: S314 - our own file
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_picture_shows_this_text() -> None:
    assert words(ABSTRACT) in words("".join(picture_texts()))


def test_the_picture_shows_what_graphkit_makes_of_it() -> None:
    done = run("extract", "-", stdin=json.dumps({"title": TITLE, "abstract": ABSTRACT}))
    found = {(e["relation"], e["name"]) for e in json.loads(done.stdout)["entities"]}
    assert found == {
        ("PROPOSES", "WalkNet"),
        ("USES", "graph neural network"),
        ("USES", "random walk"),
        ("COMPARES_WITH", "node2vec"),
        ("ADDRESSES", "link prediction"),
        ("EVALUATES_ON", "Cora"),
        ("EVALUATES_ON", "PubMed"),
        ("MEASURES", "AUC"),
    }
    shown = picture_texts()
    for relation, name in found:
        assert relation in shown
        assert name in shown


def commands() -> list[str]:
    blocks = re.findall(r"^ {4}(.*\bgraphkit .*)$", README, re.MULTILINE)
    parts = (part.split("#")[0].strip() for line in blocks for part in line.split("&&"))
    return sorted({part for part in parts if part.startswith("graphkit ")})


@pytest.mark.parametrize("command", commands())
def test_every_command_and_option_exists(command: str) -> None:
    verb, *rest = shlex.split(command)[1:]
    helped = run(*([verb, rest.pop(0)] if verb == "analyse" else [verb]), "--help")
    assert helped.returncode == 0, helped.stderr
    for option in rest:
        if option.startswith("-") and option != "-":
            assert re.search(rf"(?<!\w){re.escape(option)}\b", helped.stdout), option


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_make_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^ {4}make ([a-z-]+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
