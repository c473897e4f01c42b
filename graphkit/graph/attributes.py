"""The properties of nodes and relationships, from the values that the stages exchange.

What is not known is absent: never None, an empty text or an empty list.
"""

from graphkit.bibliography import Author, Link, Stub, Venue
from graphkit.model import Entity, NodeLabel, Paper, Statement, Value


def of_paper(paper: Paper) -> dict[str, Value]:
    """Return the attributes of a paper's node."""
    publication = paper.publication
    return _known(
        label=NodeLabel.PAPER.value,
        title=paper.title,
        abstract=paper.abstract,
        date=paper.date,
        dateText=paper.date_text,
        year=paper.year,
        authorCount=paper.author_count,
        externalIds=list(paper.external_ids),
        sources=[str(source) for source in paper.sources],
        publicationType=publication.type,
        publisher=publication.publisher,
        volume=publication.volume,
        issue=publication.issue,
        pages=publication.pages,
        language=publication.language,
        url=publication.url,
        isbns=list(publication.isbns),
        keywords=list(publication.keywords),
        editors=list(publication.editors),
        affiliations=list(publication.affiliations),
        citationCount=publication.citation_count,
        referenceCount=publication.reference_count,
    )


def of_entity(entity: Entity, papers: int, mentions: int) -> dict[str, Value]:
    """Return the attributes of an entity's node, with the numbers of its papers and mentions."""
    return _known(
        label=entity.label.value,
        name=entity.name,
        aliases=list(entity.aliases),
        paperCount=papers,
        mentionCount=mentions,
    )


def of_stub(stub: Stub) -> dict[str, Value]:
    """Return the attributes of a stub's node; one whose title no source names is called its id."""
    return _known(
        label=NodeLabel.PAPER.value,
        title=stub.title or stub.id,
        year=stub.year,
        externalIds=list(stub.external_ids),
        sources=[str(stub.source)],
        stub=True,
    )


def of_author(author: Author, papers: int) -> dict[str, Value]:
    """Return the attributes of an author's node, with the number of the papers."""
    return _known(
        label=NodeLabel.AUTHOR.value,
        name=author.name,
        aliases=list(author.aliases),
        orcid=author.orcid,
        externalIds=list(author.external_ids),
        identifiedBy=author.identified_by,
        paperCount=papers,
    )


def of_venue(venue: Venue, papers: int) -> dict[str, Value]:
    """Return the attributes of a venue's node, with the number of the papers."""
    return _known(
        label=NodeLabel.VENUE.value,
        name=venue.name,
        aliases=list(venue.aliases),
        issns=list(venue.issns),
        externalIds=list(venue.external_ids),
        identifiedBy=venue.identified_by,
        paperCount=papers,
    )


def of_statement(statement: Statement) -> dict[str, Value]:
    """Return the attributes of a relationship that a paper's text says."""
    return {
        "mentions": statement.mentions,
        "confidence": statement.confidence,
        "evidence": list(statement.evidence),
        "rules": list(statement.rules),
    }


def of_link(link: Link) -> dict[str, Value]:
    """Return the attributes of a relationship that a source says outright."""
    return _known(
        matchedBy=link.matched_by,
        position=link.position,
        printedName=link.printed_name,
        sources=[str(source) for source in link.sources],
    )


def _known(**attributes: Value | None) -> dict[str, Value]:
    return {key: value for key, value in attributes.items() if value not in (None, "", [])}
