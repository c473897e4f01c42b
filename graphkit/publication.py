"""How and where a paper was published, as one source says it: authors, venue, references, and more.

Everything is optional. What a source does not say is None or empty, never a guess.
"""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credit:
    """An author as a source prints the name.

    "Ludwig van Beethoven Jr." has the family name "Beethoven", the particle "van", the given name
    "Ludwig" and the suffix "Jr."; a group or a person of one name has a family name alone. `ids`
    are `scheme:value`, sorted: "orcid:0000-0002-1825-0097", "openalex:A5023888391", "s2:1741101".
    """

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    ids: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the name as a person writes it: "Ludwig van Beethoven Jr."."""
        return " ".join(filter(None, (self.given, self.particle, self.family, self.suffix)))

    @property
    def indexed(self) -> str:
        """Return the name as an index and BibTeX have it: "van Beethoven, Jr., Ludwig".

        A name of one part that has blanks or commas stands in braces. `from_index` reads it back.
        """
        if not (self.given or self.suffix or self.particle):
            return f"{{{self.family}}}" if _BRACED.search(self.family) else self.family
        family = _without_commas(" ".join(filter(None, (self.particle, self.family))))
        given = _without_commas(self.given)
        if self.suffix:
            return f"{family}, {_without_commas(self.suffix)}, {given}".rstrip()
        return f"{family}, {given}"

    @classmethod
    def from_index(cls, text: str, ids: tuple[str, ...] = ()) -> "Credit":
        """Return the parts of a name that `indexed` wrote."""
        parts = [part.strip() for part in text.split(",")]
        if len(parts) == 1 or (text.startswith("{") and text.endswith("}")):
            return cls(text.removeprefix("{").removesuffix("}"), ids=ids)
        words = parts[0].split()
        count = 0
        while count < len(words) - 1 and words[count][0].islower():
            count += 1
        suffix = parts[1] if len(parts) > 2 else ""  # noqa: PLR2004 - family, suffix, given
        particle, family = " ".join(words[:count]), " ".join(words[count:])
        return cls(family, parts[-1], particle, suffix, ids)


_BRACED = re.compile(r"[\s,{}]")


def _without_commas(text: str) -> str:
    return " ".join(text.replace(",", " ").split())


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a paper's own reference list: external ids, else title and year, or both.

    `ids` are `scheme:value`, sorted, in the forms of `ingest.identifiers`.
    """

    ids: tuple[str, ...] = ()
    title: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What a bibliographic source says of a paper beside its title, abstract, date and ids.

    `type` is a type of CSL ("article-journal", "paper-conference", …). `venue` is the journal, the
    proceedings or the book, `venue_ids` are `scheme:value` ("issn:1234-5678", "openalex:S137773").
    `editors` are names as `Credit.indexed` writes them; `affiliations` are where the authors work,
    without saying who works where. `references` is None where the source keeps no reference list.
    `citation_count` and `reference_count` are the source's own numbers, of the whole world.
    """

    year: int | None = None
    type: str | None = None
    venue: str | None = None
    venue_ids: tuple[str, ...] = ()
    publisher: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    language: str | None = None
    url: str | None = None
    isbns: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    authors: tuple[Credit, ...] = ()
    editors: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    references: tuple[Reference, ...] | None = field(default=None, repr=False)
    citation_count: int | None = None
    reference_count: int | None = None


NOTHING = Publication()
