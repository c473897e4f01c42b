"""The examples in the docstrings of the measures."""

import doctest
import importlib
import pkgutil

import pytest

import graphkit.analyse

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(graphkit.analyse.__path__, "graphkit.analyse.")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples() -> None:
    found = [
        example
        for name in MODULES
        for example in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
        if example.examples
    ]
    assert len(found) > 5
