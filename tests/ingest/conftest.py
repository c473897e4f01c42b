"""A page to read, written for one test."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file: text as UTF-8, lines joined."""

    def write(content: str | bytes | Iterable[str], name: str = "page.txt") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, bytes):
            text = content if isinstance(content, str) else "\n".join(content) + "\n"
            content = text.encode()
        path.write_bytes(content)
        return path

    return write
