"""Polite requests: one at a time, spaced, with a contact address, retried with back-off.

The standard library's urllib is enough: requests are few, in sequence, and over one connection
nothing would be won.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphkit import __version__
from graphkit.errors import DatabaseError, UsageError

if TYPE_CHECKING:
    import urllib.error

MOST_BYTES = 128 * 1024**2
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
_TIMEOUT = 60.0  # seconds
_LONGEST_WAIT = 300.0
_FIRST_WAIT = 2.0


@dataclass(slots=True)
class Client:
    """Asks one service. `interval` is the least time between two requests, in seconds.

    `mail` tells the service whom to write to. `secrets` are parameters that go into the request
    and into no message and no file. `wait` is called with seconds.
    """

    base: str
    interval: float
    mail: str | None = None
    secrets: Mapping[str, str] = field(default_factory=dict)
    tries: int = 6
    wait: Callable[[float], None] = time.sleep
    told: Callable[[str], None] = lambda _text: None
    _last: float = field(default=float("-inf"), init=False)

    def get(self, parameters: Mapping[str, str]) -> bytes:
        """Return the answer to a request. Raise DatabaseError where none comes, UsageError where
        the service does not take the request.
        """  # noqa: D205 - two errors on two lines
        import http.client  # noqa: PLC0415 - every command would wait for the network's modules
        import urllib.error  # noqa: PLC0415 - the same

        for attempt in range(1, self.tries + 1):
            self._pause()
            try:
                return self._ask(parameters)
            except urllib.error.HTTPError as error:
                with error:
                    reason = self._reason(error)
                    delay = self._delay(error.headers.get("Retry-After"), attempt)
                    status = error.code
                self._refuse(status, reason)
            except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
                reason = str(getattr(error, "reason", error)) or type(error).__name__
                delay = self._delay(None, attempt)
            if attempt == self.tries or delay > _LONGEST_WAIT:
                raise DatabaseError(
                    f"{self.base} does not answer after {attempt} tries: {reason}",
                    hint="what has come is kept: the same command goes on from there",
                )
            self.told(f"{self.base}: {reason}; again in {delay:.0f} s")
            self.wait(delay)
        raise AssertionError  # pragma: no cover - the loop returns or raises

    def _ask(self, parameters: Mapping[str, str]) -> bytes:
        import urllib.parse  # noqa: PLC0415 - as in `get`
        import urllib.request  # noqa: PLC0415 - the same

        query = urllib.parse.urlencode({**parameters, **self.secrets})
        contact = f"; mailto:{self.mail}" if self.mail else ""
        request = urllib.request.Request(  # noqa: S310 - the base is ours, or the user's own
            f"{self.base}?{query}",
            headers={"User-Agent": f"graphkit/{__version__} (knowledge graphs of papers{contact})"},
        )
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - as above
            content: bytes = answer.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise DatabaseError(f"{self.base}: an answer of more than {MOST_BYTES // 1024**2} MiB")
        return content

    def _pause(self) -> None:
        left = self._last + self.interval - time.monotonic()
        if left > 0:
            self.wait(left)
        self._last = time.monotonic()

    def _refuse(self, status: int, reason: str) -> None:
        if status in {401, 403}:
            raise DatabaseError(
                f"{self.base} refuses: {reason}",
                hint="a key stands in OPENALEX_API_KEY, a contact address in --mail",
            )
        if status not in _RETRIED:
            raise UsageError(f"{self.base} does not take the request: {reason}")

    def _reason(self, error: "urllib.error.HTTPError") -> str:
        text = error.read(500).decode("utf-8", "replace")
        for secret in self.secrets.values():
            text = text.replace(secret, "***")
        return f"{error.code} {error.reason} {' '.join(text.split())}".strip()

    def _delay(self, asked: str | None, attempt: int) -> float:
        """Return how long to wait: as the service asks, else 2, 4, 8 … seconds and a bit."""
        import email.utils  # noqa: PLC0415 - as in `get`

        if asked:
            if asked.strip().isdigit():
                return float(asked)
            try:
                until = email.utils.parsedate_to_datetime(asked).timestamp()
                return max(0.0, until - time.time())
            except ValueError:
                pass
        jitter = 1 + random.random() / 4  # noqa: S311 - no secret
        return float(_FIRST_WAIT * 2 ** (attempt - 1) * jitter)
