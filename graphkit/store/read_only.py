"""Refuse what does not only read the graph, before an engine sees it.

Each engine has its own lock on top: the embedded database is opened read-only, and Neo4j plans
the statement and runs it in a read transaction. Neither lock keeps a statement from reading or
writing files, from installing extensions, or (embedded) from changing settings; and some table
functions of the embedded engine, called with a file, end the whole process.
"""

import re

from graphkit.errors import UsageError
from graphkit.statements import code

_BEGINNINGS = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"})
_PLANNING = frozenset({"EXPLAIN", "PROFILE"})
_CHANGING = frozenset(
    {
        *("ALTER", "ANALYZE", "ATTACH", "BEGIN", "CHECKPOINT", "COMMENT", "COMMIT", "COPY"),
        *("CREATE", "DELETE", "DETACH", "DROP", "EXPORT", "FORCE", "IMPORT", "INSTALL", "LOAD"),
        *("MERGE", "REMOVE", "ROLLBACK", "SET", "UNINSTALL", "UPDATE", "USE"),
    }
)
# What the embedded engine may be asked about itself.
_INFORMING = frozenset(
    {"show_tables", "table_info", "show_functions", "show_macros", "show_indexes", "db_version"}
)
_NAME = r"(?<![\w.:$]){}\b"
_FIRST_WORDS = re.compile(r"\s*(\w+)(?:\s+(\w+))?")
_LOAD = re.compile(_NAME.format("LOAD"), re.IGNORECASE)
_CALL = re.compile(_NAME.format("CALL") + r"(?:\s+(\w+)\s*\()?", re.IGNORECASE)
_ONLY_READS = "`query` only reads the graph"


def single_statement(text: str) -> str:
    """Return the one statement in `text` without its `;`. Raise UsageError for none or several."""
    blanked = code(text)
    first, _, rest = blanked.partition(";")
    if not first.strip():
        raise UsageError("expected a query, found no Cypher in it")
    if rest.strip("; \t\r\n"):
        raise UsageError(
            "expected one statement, found several", hint="ask them one after the other"
        )
    return text[: len(first)].rstrip()


def refuse_files(text: str) -> None:
    """Raise UsageError where a statement reads a file or an address."""
    if found := _LOAD.search(code(text)):
        raise UsageError(
            f"the query loads a file ({_place(text, found.start())}), and {_ONLY_READS}"
        )


def refuse_embedded(text: str) -> None:
    """Raise UsageError where a statement does something else than read the embedded graph."""
    blanked = code(text)
    first, at = _first_word(blanked)
    if first in _CHANGING:
        raise UsageError(
            f"the query starts with {first}, and {_ONLY_READS}",
            hint="build the graph again to change it",
        )
    if first not in _BEGINNINGS:
        raise UsageError(
            f"the query cannot run: expected {', '.join(sorted(_BEGINNINGS))} at its start, "
            f"found {first or text[at : at + 1]!r} ({_place(text, at)})"
        )
    for call in _CALL.finditer(blanked):
        if (call[1] or "").lower() not in _INFORMING:
            raise UsageError(
                f"the query calls something else than {', '.join(sorted(_INFORMING))} "
                f"({_place(text, call.start())}), and {_ONLY_READS}"
            )


def _first_word(blanked: str) -> tuple[str, int]:
    """Return the first word in capitals behind EXPLAIN or PROFILE, and where it stands."""
    found = _FIRST_WORDS.match(blanked)
    if found is None:
        return "", len(blanked) - len(blanked.lstrip())
    if found[1].upper() in _PLANNING and found[2]:
        return found[2].upper(), found.start(2)
    return found[1].upper(), found.start(1)


def _place(text: str, at: int) -> str:
    before = text[:at]
    return f"line {before.count(chr(10)) + 1}, column {at - before.rfind(chr(10))}"
