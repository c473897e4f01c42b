"""Names of people as sources write them, to their parts.

The rules are BibTeX's: "First von Last", "von Last, First", "von Last, Jr, First", where the
particle begins with the first word in lower case and ends with the last one that is not the last
word. "Last FM", as PubMed and Scopus write, is read where it is said to be so.
"""

import re
from collections.abc import Sequence

from graphkit.publication import Credit

_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|i{2,3}|iv|ph\.?d|md)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[- ]?){1,4}", re.UNICODE)
_GROUP_WORDS = re.compile(
    r"\b(?:collaboration|consortium|team|group|committee|organi[sz]ation|institute|university|"
    r"laborator(?:y|ies)|society|association|network|project|initiative|working party|inc|ltd|"
    r"gmbh|company|corporation|council|agency|department|ministry|foundation|center|centre)\b",
    re.IGNORECASE,
)
_SHORT_NAME = re.compile(r"\S.* (?:[^\W\d_a-z]\.?-?){1,4}(?: (?:[JS]r\.?|\d[a-z]{2}|I{2,3}|IV))?")
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_a-z]{1,3}[. ] ?)+\w.+")
_CAPITALS = re.compile(r"(?:[^\W\d_a-z]\.?[- ]?){1,4}")
_AND = re.compile(r"\s+(?:and|&)\s+")
# What says at the end of a list that it goes on.
_OTHERS = re.compile(r"(?:^|[,;]\s*|\s+)(?:\.{3}|…|et\s+al\.?|and\s+others)$", re.IGNORECASE)
# Particles that Dutch, Portuguese and PubMed's way of writing puts behind the given name.
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "del", "della", "di", "da", "das", "do", "dos", "du"}
    | {"la", "ter", "ten", "te", "zu", "zur", "vom", "af", "av"}
)
# Where a family name ends and the next given name begins, in lists without any mark between.
_GLUED = re.compile(
    r"(?<=[^\W\d_A-ZÀ-ÖØ-Þ])(?=[A-ZÀ-ÖØ-Þ][^\W\d_A-ZÀ-ÖØ-Þ]*(?:['’-][^\W\d_]+)*[.\s])"  # noqa: RUF001 - an apostrophe
)
_FULL_NAMES = 3  # so many names of two words, parted by commas, are a list
_HOMONYM_DIGITS = 4
_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])")


def credit(name: str, ids: tuple[str, ...] = ()) -> Credit:
    """Return the parts of a whole name, in either order. A group keeps its name as one part."""
    name = " ".join(name.split()).strip("; ").replace(". -", ".-")
    if name.endswith(",") or is_group(name):  # RIS ends the name of a group in a comma
        return Credit(name.strip(", "), ids=ids)
    first, *rest = filter(None, (part.strip() for part in name.split(",")))
    if not rest:
        return _first_last(first, ids)
    suffixes = [part for part in rest if _SUFFIX.fullmatch(part)]
    given = ", ".join(part for part in rest if part not in suffixes)
    if suffixes and not given:  # "Ludwig van Beethoven, Jr."
        bare = _first_last(first, ids)
        return Credit(bare.family, bare.given, bare.particle, suffixes[0], ids)
    if not suffixes:
        given, suffix = _split_suffix(given)
        return parted(first, given, ids, suffix)
    return parted(first, given, ids, suffixes[0])


def dblp_credit(name: str, ids: tuple[str, ...] = ()) -> Credit:
    """Return the parts of a name of DBLP: "Jane Doe 0002" is the second Jane Doe, and an id."""
    bare, _, number = name.rpartition(" ")
    if not (len(number) == _HOMONYM_DIGITS and number.isdigit() and bare):
        return credit(name, ids)
    return credit(bare, tuple(sorted({*ids, f"dblp:{name}"})))


def is_group(name: str) -> bool:
    """Tell whether a name has a word that people are not called; "Center, John" is a person."""
    before = name.partition(",")[0]
    return _GROUP_WORDS.search(before) is not None and (before == name or " " in before)


def initials_last(name: str, ids: tuple[str, ...] = ()) -> Credit:
    """Return the parts of a name whose initials stand behind: "van der Berg JA", "Smith J. Jr"."""
    if "," in name:
        return credit(name, ids)
    words = name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""  # noqa: PLR2004 - a name and initials
    given: list[str] = []
    while len(words) > 1 and words[-1].upper() == words[-1] and _INITIALS.fullmatch(words[-1]):
        given.insert(0, words.pop())
    if not given:
        return credit(name, ids)
    particle, family = split_particle(" ".join(words))
    return Credit(family, " ".join(given), particle, suffix, ids)


def split_names(text: str) -> list[str]:
    """Return the names in a cell: parted by semicolons, "and", or commas where these part names.

    "Doe J., Roe KL", "Doe, J., Roe, K. L." and "Jane Doe, Karl Roe, Ann Poe" are lists of names;
    "Doe, Jane" is one. "et al." or "..." at the end is no name.
    """
    text = _OTHERS.sub("", text.strip().rstrip(";").strip())
    if "|" in text and ";" not in text:
        text = text.replace("|", ";")
    if ";" in text:
        return [name for name in re.split(r"\s*;\s*", text) if name]
    if len(joined := _AND.split(text.replace(", &", " &"))) > 1:
        *firsts, last = joined
        return [name for part in firsts for name in split_names(part)] + [last]
    return _split_commas(text)


def _split_commas(text: str) -> list[str]:
    parts = [part for part in re.split(r",\s*", text) if part]
    for form in (_SHORT_NAME, _INITIALS_FIRST):
        if len(parts) > 1 and all(map(form.fullmatch, parts)):
            return parts
    if len(parts) > 2 and len(parts) % 2 == 0 and all(map(_CAPITALS.fullmatch, parts[1::2])):  # noqa: PLR2004 - one name has two
        return [", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    if len(parts) >= _FULL_NAMES and all(" " in part for part in parts):
        return parts
    short = sum(map(_belongs, parts))
    if short > 1 and short * 5 >= len(parts) * 2:  # two in five: a name or two lack their initials
        return _paired(parts)
    return [text]


def _belongs(part: str) -> bool:
    """Tell whether a part of a list stands behind a name: initials, or a suffix."""
    is_initials = "." in part and _CAPITALS.fullmatch(part) is not None
    return is_initials or _SUFFIX.fullmatch(part) is not None


def _paired(parts: Sequence[str]) -> list[str]:
    """Return the names of "Doe, J., Jr., Center of Kites, Roe, K.": each begins at a word."""
    names: list[str] = []
    for part in parts:
        if names and _belongs(part):
            names[-1] += f", {part}"
        else:
            names.append(part)
    return names


def unglued(text: str) -> list[str]:
    """Return the names of a list that has no mark between them: "Jane van RoeKarl P. McDoe".

    A name begins with a capital behind a small letter, and with a first name of its own.
    """
    return [name for name in _GLUED.split(text.strip()) if name]


def parted(
    family: str, given: str | None, ids: tuple[str, ...] = (), suffix: str | None = None
) -> Credit:
    """Return a name whose parts a source tells apart, but for particle and perhaps suffix.

    The particle stands in front of the family name or behind the given one ("Berg", "Jan van den"),
    the suffix behind the family name ("Doe, Jr.", "Doe Jr").
    """
    bare, _, rest = family.strip().rpartition(" ")
    bare = bare.strip(", ")
    is_name = bare and bare.split()[-1] not in _PARTICLES  # "van der Jr" has no other
    if is_name and not suffix and _SUFFIX.fullmatch(rest):
        family, suffix = bare, rest
    particle, family = split_particle(family)
    words = (given or "").split()
    count = len(words)
    while count > 1 and words[count - 1] in _PARTICLES:
        count -= 1
    if not particle and count < len(words):
        given, particle = " ".join(words[:count]), " ".join(words[count:])
    return Credit(family, given or "", particle, suffix or "", ids)


def split_particle(family: str) -> tuple[str, str]:
    """Return the particle in front of a family name, and the name: "van der", "Berg".

    The last word is the name, whatever its case: "de la cruz" is "de la" and "cruz", as
    `Credit.from_index` reads it too.
    """
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count][0].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def orcid(value: object) -> str | None:
    """Return the digits of an ORCID in its one form, None where its check digit is wrong."""
    found = _ORCID.search(str(value or ""))
    if found is None:
        return None
    digits = "".join(found.groups()).upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if digits[-1] != ("X" if check == 10 else str(check)):  # noqa: PLR2004 - ISO 7064 mod 11-2
        return None
    return "-".join(group.upper() for group in found.groups())


def author_ids(**ids: object) -> tuple[str, ...]:
    """Return the ids of an author as `scheme:value`, sorted, without empty and wrong ones."""
    found = []
    for scheme, value in ids.items():
        text = orcid(value) if scheme == "orcid" else str(value or "").strip()
        if text:
            found.append(f"{scheme}:{text}")
    return tuple(sorted(found))


def _first_last(name: str, ids: tuple[str, ...]) -> Credit:
    words = name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""  # noqa: PLR2004 - two names
    if len(words) <= 1:
        return Credit(" ".join(words), suffix=suffix, ids=ids)
    lower = [place for place, word in enumerate(words[:-1]) if word[0].islower()]
    if lower and lower[0] > 0:
        start, end = lower[0], lower[-1] + 1
        return Credit(
            " ".join(words[end:]), " ".join(words[:start]), " ".join(words[start:end]), suffix, ids
        )
    if lower:
        particle, family = split_particle(name)
        return Credit(family, "", particle, suffix, ids)
    return Credit(words[-1], " ".join(words[:-1]), "", suffix, ids)


def _split_suffix(given: str) -> tuple[str, str]:
    words = given.split()
    if len(words) > 1 and _SUFFIX.fullmatch(words[-1]) and not _INITIALS.fullmatch(words[-1]):
        return " ".join(words[:-1]), words[-1]
    return given, ""
