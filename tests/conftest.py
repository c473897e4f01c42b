"""Fixtures that every test may use."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder `../shared`; skip where it does not stand beside the checkout."""
    path = CHECKOUT.parent / "shared"
    if not path.is_dir():
        pytest.skip("needs ../shared, which stands beside a founder's checkout only")
    return path


@pytest.fixture(autouse=True)
def _private_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's cache out of the tests, and the tests out of the user's cache."""
    monkeypatch.setenv("GRAPHKIT_CACHE", str(tmp_path_factory.mktemp("cache")))
