"""Print what resolving costs as names get many: seconds of the processor, and a name's share.

    python benchmarks/resolve.py [COUNT…]        default: 25000 50000 100000 200000 names

Names are made of 4,000 made-up words, so that blocks fill up as they do in real corpora: phrases of
two to four words, some with a generic word behind, coined names, short forms with and without their
long form, misspellings. Ten mentions a paper; the same on every machine. If the share of a name
stays the same from row to row, nothing compares all pairs.
"""

import random
import sys
import time

from graphkit.model import Mention, NodeLabel, RelationshipType
from graphkit.resolve import resolve

COUNTS = (25_000, 50_000, 100_000, 200_000)
_MENTIONS_A_PAPER = 10
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvw"


def main() -> None:
    """Print a row for each number of names."""
    counts = [int(argument) for argument in sys.argv[1:]] or COUNTS
    heads = ("names", "entities", "merged", "to decide", "seconds", "ms/name")
    print("".join(f"{head:>10}" for head in heads))
    for count in counts:
        mentions = list(made(count))
        start = time.process_time()
        found = resolve(mentions)
        spent = time.process_time() - start
        merged = count - len(found.entities)
        row = (count, len(found.entities), merged, len(found.suggestions))
        print("".join(f"{n:10}" for n in row) + f"{spent:10.1f}{1000 * spent / count:10.3f}")


def made(count: int):  # noqa: ANN201 - an iterator of mentions
    """Yield a mention for each of `count` names."""
    draw = random.Random(0)  # noqa: S311 - for a benchmark
    words = ["".join(_syllable(draw) for _ in range(draw.randint(2, 4))) for _ in range(4000)]
    for number in range(count):
        text, name = _name(draw, words)
        paper = f"title:{number // _MENTIONS_A_PAPER:016x}"
        start = number % _MENTIONS_A_PAPER * 100
        yield Mention(
            paper_id=paper,
            label=NodeLabel.METHOD,
            name=name,
            text=text,
            start=start,
            end=start + len(text),
            sentence=f"We use {text}.",
            role=RelationshipType.USES,
            rule="benchmark",
            confidence=0.5,
        )


def _syllable(draw: random.Random) -> str:
    return draw.choice(_CONSONANTS) + draw.choice(_VOWELS) + draw.choice(_CONSONANTS)


def _name(draw: random.Random, words: list[str]) -> tuple[str, str]:
    """Return a text and the name that its paper gives it."""
    phrase = draw.choices(words, k=draw.randint(2, 4))
    long, kind = " ".join(phrase), draw.random()
    short = "".join(word[0] for word in phrase).upper()
    if kind < 0.15:
        return short, long
    if kind < 0.25:
        return short, short
    if kind < 0.35:
        return f"{long} method", f"{long} method"
    if kind < 0.45:
        coined = phrase[0].capitalize() + "Net"
        return coined, coined
    if kind < 0.5:
        place = draw.randrange(1, len(long) - 1)
        long = f"{long[:place]}{long[place + 1 :]}"
    return long, long


if __name__ == "__main__":
    main()
