"""The page about the Browser shows what is there."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_every_picture_is_there_and_small_and_every_one_is_shown() -> None:
    shown = set(re.findall(r"\(figures/(browser-[\w-]+\.png)\)", (DOCS / "browser.md").read_text()))
    kept = {path.name for path in (DOCS / "figures").glob("browser-*.png")}
    assert shown == kept
    assert all((DOCS / "figures" / name).stat().st_size < 200_000 for name in kept)
