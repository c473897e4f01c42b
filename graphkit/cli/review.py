"""`graphkit review`: people decide which names are one thing."""

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.output import (
    Format,
    FormatOption,
    GraphOption,
    JsonOption,
    as_csv,
    message,
    print_table,
    print_tables,
    printable,
    stage_progress,
)
from graphkit.errors import InputError, UsageError
from graphkit.model import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.resolve import Decision, Decisions, Question

_HELP = """\
  a           accept: both are one thing
  r           reject: they are two; they are not asked about again
  n 1 NAME    rename the first (2: the second)
  t 1 LABEL   retype the first: Method, Dataset, Task, Metric
  s 1 [PAPER] split the first off from what it was merged with, or only in the paper with that id;
              `s 1 case` only in just these capitals
  k, Enter    skip
  q           quit; what was answered is kept"""
_PROMPT = "(a)ccept (r)eject re(n)ame re(t)ype (s)plit s(k)ip (q)uit (?) > "


def review(
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="Where the answers live; as the graph remembers, else beside it.",
        ),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export", metavar="CSV", help="Write the pairs for a spreadsheet; ask none."
        ),
    ] = None,
    import_: Annotated[
        Path | None,
        typer.Option("--import", metavar="CSV", help="Take the answers of such a file; ask none."),
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="Show the pairs; ask none.")] = False,
    apply: Annotated[
        bool, typer.Option("--apply", help="Apply the file of decisions as it is; ask none.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what the answers would change; write nothing.")
    ] = False,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Decide which names are one thing, best pairs first, each with its sentences.

    The answers go into a small file to keep in git. Every build applies them; deleting a line
    takes an answer back.
    """
    from graphkit import graph as graphs
    from graphkit import resolve

    if sum((export is not None, import_ is not None, show, apply)) > 1:
        raise UsageError("--export, --import, --list and --apply exclude each other")
    remembered = resolve.remembered_path(graph, graphs.read_manifest(graph).settings)
    place = decisions or remembered or graph.resolve().parent / resolve.DEFAULT_NAME
    if not place.is_file() and (apply or place == remembered):
        raise InputError(f"{place}: no such file", hint="--decisions names the file")
    known = resolve.read_decisions(place)
    asked = resolve.questions(
        graphs.read_suggestions(graph),
        graphs.read_sentences(graph),
        {paper.id: paper.title for paper in graphs.read_papers(graph)},
        known,
    )
    if show:
        form = Format.JSON if as_json else form
        is_wide = form in (Format.JSON, Format.CSV)
        print_table(resolve.review_table(asked, with_sentences=is_wide), form)
        return
    if export is not None:
        _export(resolve.review_table(asked), export)
        return
    answers = () if apply else _imported(import_) if import_ else _asked(asked, known)
    decided, given = known, list["Decision"]()
    for answer in answers:  # written one by one: none is lost
        given.append(answer)
        decided = resolve.answered(known, given, file=str(import_ or place))
        if not (dry_run or import_):
            resolve.write_decisions(place, decided)
    if dry_run:
        _preview(graph, decided, form=Format.JSON if as_json else form)
        return
    if given:
        resolve.write_decisions(place, decided)
        message(f"{len(given)} answers written to {place}")
    if given or apply:
        _apply(graph, place)


def _export(table: Table, path: Path) -> None:
    from graphkit.files import atomic_write

    text = as_csv(table)
    if str(path) == "-":
        sys.stdout.write(text)
        return
    with atomic_write(path) as stream:
        stream.write(text.encode("utf-8"))
    message(f"{len(table.rows)} pairs written to {path}: fill in the first column")


def _imported(path: Path) -> "list[Decision]":
    from graphkit import resolve

    try:
        text = (
            sys.stdin.read()
            if str(path) == "-"
            else path.read_text(encoding="utf-8-sig", errors="strict")
        )
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = {"decision", "one", "other", "value"} - set(reader.fieldnames or ())
    if missing:
        raise InputError(
            f"{path}:1: expected the columns decision, one, other and value; "
            f"found none called {', '.join(sorted(missing))}",
            hint="`graphkit review --export FILE` writes such a table",
        )
    return list(resolve.from_rows(((reader.line_num, row) for row in reader), file=str(path)))


def _preview(graph: Path, decided: "Decisions", *, form: Format) -> None:
    from graphkit import analyse
    from graphkit.cli.output import print_json
    from graphkit.graph import read_graph
    from graphkit.preview import preview

    G, unmatched = preview(graph, decided)
    found = analyse.diff(read_graph(graph), G)
    if form is Format.JSON:
        print_json({**found.as_dict(), "unmatchedDecisions": list(unmatched)})
    elif form is Format.CSV:
        print_table(analyse.diff_table(found), form)
    else:
        print_tables(analyse.diff_tables(found, top=20), form)
    for line in unmatched:
        message(f"fits nothing, or several things: {line}")
    message("nothing would change" if found.is_empty else "a dry run: nothing was written")


def _apply(graph: Path, place: Path) -> None:
    from graphkit import pipeline
    from graphkit.cli.build import tell

    with stage_progress() as progress:
        report = pipeline.rename(
            graph, decisions=place, cache=config.cache_folder(), progress=progress
        )
    tell(report, graph, as_json=False, sources=False)


def _asked(asked: "list[Question]", known: "Decisions") -> "Iterator[Decision]":
    """Ask question by question, on stderr; yield the answers. The end of input ends it."""
    from graphkit import resolve

    if not asked:
        message("nothing to decide")
    given: list[Decision] = []
    for number, question in enumerate(asked, start=1):
        message(_shown(question, number, len(asked)))
        while True:
            sys.stderr.write(_PROMPT)
            sys.stderr.flush()
            line = sys.stdin.readline()
            words = line.split(maxsplit=2)
            if not line or words[:1] == ["q"]:
                message("")
                return
            if not words or words[0] == "k":
                break
            try:
                answer = _answer(words, question)
                resolve.answered(known, [*given, answer], file="the answers")
            except (ValueError, InputError) as error:
                message(f"{error}")
                continue
            given.append(answer)
            yield answer
            if answer.verb in (resolve.Verb.ACCEPT, resolve.Verb.REJECT):
                break


def _shown(question: "Question", number: int, total: int) -> str:
    lines = [f"\n{number} of {total}, {question.confidence:.2f}: {question.reason}"]
    for place, name, sentences in (
        (1, question.one, question.sentences),
        (2, question.other, question.others),
    ):
        lines.append(f"  {place}  {printable(name)}")
        lines.extend(f"       {printable(text)} [{printable(title)}]" for title, text in sentences)
    return "\n".join(lines)


def _answer(words: list[str], question: "Question") -> "Decision":
    """Return the decision that an answer makes. Raise ValueError, with help, for no answer."""
    from graphkit.resolve import decision_of

    verbs = {"a": "accept", "r": "reject", "n": "rename", "t": "retype", "s": "split"}
    verb = verbs.get(words[0].lower(), words[0].lower())
    if verb in ("accept", "reject"):
        return decision_of((verb, question.one, question.other))
    if verb not in ("rename", "retype", "split"):
        raise ValueError(_HELP)
    which = {"1": question.one, "2": question.other}.get(words[1] if len(words) > 1 else "")
    if which is None:
        raise ValueError(f"expected 1 or 2 behind {words[0]}\n{_HELP}")
    value = words[2].strip() if len(words) > 2 else ""  # noqa: PLR2004 - the third word
    return decision_of((verb, which, value))
