"""Find things by what they are called, on a Neo4j server.

Two indexes bring candidates: the text index on `lookup` those that are called so or begin so, the
full-text index those with near words. What they bring is judged as in a graph folder, by
`graphkit.matching`, so that both find the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import neo4j
from neo4j.exceptions import ClientError

from graphkit import statements
from graphkit.errors import DatabaseError
from graphkit.matching import Matcher, allowed_mistakes, id_beginnings
from graphkit.model import NodeLabel
from graphkit.store.finding import Found, Thing, best, checked
from graphkit.store.neo4j_connection import Settings, translated_errors

_CANDIDATES = 2_000  # from each index


def find_on_server(
    driver: neo4j.Driver,
    settings: Settings,
    text: str,
    *,
    labels: Sequence[NodeLabel] = (),
    limit: int = 10,
) -> list[Found]:
    """Return the things on a server that a text may mean, best first.

    Of several graphs in one database only the one of the settings is looked at, with its own ids.
    """
    wanted = Matcher(checked(text))
    under = [label.value for label in labels or NodeLabel]
    with (
        translated_errors(settings),
        driver.session(
            database=settings.database, default_access_mode=neo4j.READ_ACCESS
        ) as session,
    ):
        rows = session.execute_read(_candidates, wanted, under, settings.name)
    things = [_thing(row, under, settings.prefix) for row in rows]
    return best(wanted, {thing.id: thing for thing in things}.values(), limit)


def words_query(words: Sequence[str]) -> str:
    """Return the query of the full-text index for things whose names hold words near these.

    Every mark that means something to Lucene is escaped; its operators are in capitals, words not.
    """
    return " AND ".join(map(_near, words))


def _near(word: str) -> str:
    escaped = "".join(c if c.isalnum() or c == "_" else f"\\{c}" for c in word)
    mistakes = allowed_mistakes(word)
    return f"({escaped} OR {escaped}*{f' OR {escaped}~{mistakes}' if mistakes else ''})"


def _candidates(
    tx: neo4j.ManagedTransaction, wanted: Matcher, labels: list[str], graph: str | None
) -> list[dict[str, Any]]:
    beginnings = [" ".join(wanted.text.lower().split()), *id_beginnings(wanted.text)]
    given = {"labels": labels, "graph": graph, "limit": _CANDIDATES}
    by_lookup = statements.load("find/by_lookup").text
    rows = tx.run(by_lookup, given, beginnings=[f"\t{part}" for part in beginnings]).data()
    if wanted.words:
        by_words = statements.load("find/by_words").text
        try:
            rows += tx.run(by_words, given, words=words_query(wanted.words)).data()
        except ClientError as error:
            if "no such fulltext schema index" not in (error.message or ""):
                raise
            raise DatabaseError(
                "the database has no full-text index on names",
                hint="`graphkit load` makes it, as does cypher/schema/names_fulltext.cypher",
            ) from error
    return rows


def _thing(row: Mapping[str, Any], labels: Sequence[str], prefix: str) -> Thing:
    label = NodeLabel(next(label for label in labels if label in row["labels"]))
    aliases = tuple(row["aliases"] or ())
    ids = (*(row["externalIds"] or ()), *(row["issns"] or ()), *filter(None, [row["orcid"]]))
    node = row["id"].removeprefix(prefix)
    return Thing(label, node, row["name"] or node, aliases, ids, row["papers"])
