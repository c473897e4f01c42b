import subprocess
import sys

import pytest

from graphkit import config
from graphkit.errors import UsageError
from graphkit.extract import Extraction, profiles
from graphkit.extract.profiles import PROFILES, Component, Profile, find_profile, fingerprint


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a second profile, of the same components and a package more."""
    profile = Profile("other", PROFILES["fast"].components, needs=("no_such_module_here",))
    monkeypatch.setattr(profiles, "PROFILES", {**PROFILES, "other": profile})
    return "other"


def test_the_default_is_one_of_them() -> None:
    assert config.DEFAULT_PROFILE in PROFILES
    assert all(name == profile.name for name, profile in PROFILES.items())


def test_a_missing_package_is_a_usage_error_that_names_the_extra(other: str) -> None:
    with pytest.raises(UsageError, match="no_such_module_here") as caught:
        find_profile(other)
    assert caught.value.exit_code == 2
    assert "--profile fast" in str(caught.value.hint)


def test_an_unknown_profile_names_the_known() -> None:
    with pytest.raises(UsageError, match=r"'slow'.*fast"):
        Extraction(profile="slow")


def test_each_profile_has_its_own_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    components = PROFILES["fast"].components
    changed = (*components[:-1], Component("graphkit_roles", {"reach": 3}))
    more = {"twin": Profile("twin", components), "changed": Profile("changed", changed)}
    monkeypatch.setattr(profiles, "PROFILES", {**PROFILES, **more})
    prints = [fingerprint(name) for name in ("fast", "twin", "changed")]
    fingerprint.cache_clear()
    assert len(set(prints)) == 3
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in prints)


def test_the_package_comes_without_spacy_until_a_text_is_read() -> None:
    code = (
        "import sys, graphkit.extract, graphkit.extract.evaluate\n"
        "graphkit.extract.fingerprint(); extraction = graphkit.extract.Extraction()\n"
        "print('before', 'spacy' in sys.modules)\n"
        "from graphkit.model import Paper\n"
        "next(extraction.extract([Paper('p', 'Walks', 'We walk.')]))\n"
        "print('after', 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["before False", "after True"]


def test_an_attribute_that_is_not_there() -> None:
    import graphkit.extract

    with pytest.raises(AttributeError, match="nonsense"):
        _ = graphkit.extract.nonsense
