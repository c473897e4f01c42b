"""Where sentences begin in a list of words; the title is a sentence of its own."""

from collections.abc import Sequence

from graphkit.extract.words import word_set

LONGEST_SENTENCE = 300  # words; what is longer is no sentence, and is cut
_ENDS = frozenset((".", "!", "?", "..."))
_CLOSING = frozenset(")]\"'*")
_OPENING = frozenset("([\"'")
# Behind these a full stop ends no sentence.
_ABBREVIATED = word_set(
    "al fig figs eq eqs sec no dr prof mr mrs st approx ca incl vol ref refs tab cf vs resp "
    "dept univ inc ltd co"
)


def sentence_starts(words: Sequence[str]) -> list[bool]:
    """Return for each word whether a sentence begins there.

    The first line end closes the title, which is never split. After it a sentence ends at a full
    stop, question or exclamation mark, its closing quotes and brackets included, where a capital,
    a digit or an opening mark follows, and after `LONGEST_SENTENCE` words.
    """
    starts = [False] * len(words)
    if starts:
        starts[0] = True
    first = words.index("\n") + 1 if "\n" in words else 0
    if first < len(words):
        starts[first] = True
    for place in range(first, len(words)):
        if words[place] in _ENDS and not _is_abbreviation(words, place):
            following = place + 1
            while following < len(words) and words[following] in _CLOSING:
                following += 1
            if following < len(words) and _can_start(words, following):
                starts[following] = True
    begin = 0
    for place, is_start in enumerate(starts):
        if is_start:
            begin = place
        elif place - begin >= LONGEST_SENTENCE:
            starts[place] = True
            begin = place
    return starts


def _is_abbreviation(words: Sequence[str], place: int) -> bool:
    before = words[place - 1] if place else ""
    is_initial = len(before) == 1 and before.isupper() and words[place] == "."
    return is_initial or before.lower() in _ABBREVIATED


def _can_start(words: Sequence[str], place: int) -> bool:
    word = words[place]
    if word in _OPENING and place + 1 < len(words):
        word = words[place + 1]
    return word[0].isupper() or word[0].isdigit() or not word[0].isascii()
