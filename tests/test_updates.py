"""The laws of updates: whatever the way to a set of sources, the graph is that of one build."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit import job, pipeline
from graphkit.errors import InputError, SchemaError, UsageError
from graphkit.extract.registry import Shipped
from graphkit.graph import read_graph, read_manifest, read_papers, write_snapshot
from graphkit.graph.snapshot import SCHEMA_VERSION
from graphkit.model import BuildReport, Paper

# Abstracts whose names depend on each other: acronyms, a word in both cases, versions, spellings.
_WALKNET = "We propose WalkNet, a graph neural network (GNN)."
RECORDS = (
    ("WalkNet: Walks for Links", f"{_WALKNET} WalkNet wins."),
    ("WalkNet: Walks for Links", f"{_WALKNET} It is tested on Cora and has an accuracy of 81%."),
    ("Triangles in Streams", "We study triangle counting. HOT beats sampling on Enron."),
    ("GNNs for Traffic", "We apply GNNs to traffic forecasting on the METR-LA dataset."),
    ("GNN by Another Name", "We propose general nested nodes (GNN), tested on Cora."),
    ("A hot Topic", "We propose the hot method. We evaluate hot on the CORA dataset."),
    ("Walknet", f"{_WALKNET} WalkNet wins."),  # the first one without its subtitle
    ("Nothing Here", ""),
)
IDS = (None, None, "10.1000/one", "10.1000/two")
COUNTS = (None, 2, 5)
LAWS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

Pages = Mapping[str, str]


@st.composite
def records(draw: st.DrawFn) -> dict[str, object]:
    title, abstract = draw(st.sampled_from(RECORDS))
    found: dict[str, object] = {"title": title, "abstract": abstract}
    if doi := draw(st.sampled_from(IDS)):
        found["doi"] = doi
    if count := draw(st.sampled_from(COUNTS)):
        found["authorCount"] = count
    return found


NAMES = st.sampled_from([f"{letter}.jsonl" for letter in "abcde"] + ["deep/a.jsonl"])
TEXTS = st.lists(records(), min_size=1, max_size=3).map(
    lambda rows: "".join(json.dumps(row) + "\n" for row in rows)
)
PAGES = st.dictionaries(NAMES, TEXTS, min_size=1, max_size=4)
HEAD = "Get trending papers in your email inbox!\n"
LISTINGS = st.dictionaries(
    st.sampled_from(["listing.txt", "deep/listing.txt"]),
    st.lists(st.sampled_from(RECORDS[:-1]), min_size=1, max_size=3).map(
        lambda rows: f"{HEAD}Subscribe" + "".join(f"{title}\n{text}\n" for title, text in rows)
    ),
    max_size=2,
)
MIXED = st.tuples(PAGES, LISTINGS).map(lambda parts: parts[0] | parts[1])


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one cache for all examples: the texts are few, reading them is what takes time."""
    return tmp_path_factory.mktemp("extractions")


class Place:
    """A folder of pages and a graph folder, in a temporary folder of their own."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.pages, self.graph, self.cache = root / "pages", root / "graph", cache

    def write(self, pages: Pages) -> None:
        """Let the folder of pages hold these and no others."""
        for file in self.pages.rglob("*.*"):
            file.unlink()
        for name, text in pages.items():
            file = self.pages / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def build(self, pages: Pages, **options: float) -> str:
        self.write(pages)
        pipeline.build([str(self.pages)], self.graph, cache=self.cache, **options)  # type: ignore[arg-type] # a level
        return self.digest

    def sync(self) -> BuildReport:
        return pipeline.sync([str(self.pages)], self.graph, cache=self.cache)

    def add(self, *names: str) -> BuildReport:
        """Add pages under the names that they have below the folder of pages."""
        with_names = self.graph.parent / "part"
        part = Place(with_names, self.cache)
        part.write({name: (self.pages / name).read_text(encoding="utf-8") for name in names})
        return pipeline.add([str(part.pages)], self.graph, cache=self.cache)

    def remove(self, *things: str) -> BuildReport:
        return pipeline.remove(things, self.graph, cache=self.cache)

    @property
    def digest(self) -> str:
        return read_manifest(self.graph).digest.total

    @property
    def content(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in sorted(self.graph.iterdir())}


@pytest.fixture
def new_place(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Callable[[], Place]:
    return lambda: Place(tmp_path_factory.mktemp("place"), cache)


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Iterator[Place]:
    return new_place()  # type: ignore[return-value] # no generator


def shuffled(names: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.permutations(sorted(names))


@LAWS
@given(data=st.data(), pages=MIXED)
def test_any_split_into_any_order_of_adds_is_one_build(
    new_place: Callable[[], Place], data: st.DataObject, pages: Pages
) -> None:
    whole, parts = new_place(), new_place()
    expected = whole.build(pages)
    parts.write(pages)
    names = data.draw(shuffled(list(pages)))
    while names:
        count = data.draw(st.integers(1, len(names)))
        parts.add(*names[:count])
        names = names[count:]
    assert parts.digest == expected
    assert parts.content == whole.content


@LAWS
@given(data=st.data(), pages=MIXED)
def test_add_then_remove_is_as_before(
    new_place: Callable[[], Place], data: st.DataObject, pages: Pages
) -> None:
    place = new_place()
    place.write(pages)
    names = data.draw(shuffled(list(pages)))
    stay = names[: data.draw(st.integers(0, len(names) - 1))]
    if stay:
        place.add(*stay)
        before = place.content
    place.add(*names)
    place.remove(*data.draw(shuffled(names[len(stay) :])))
    if stay:
        assert place.content == before
    else:
        assert read_graph(place.graph).number_of_nodes() == 0


@LAWS
@given(old=MIXED, new=MIXED)
def test_sync_is_the_build_of_what_is_there_and_a_second_one_does_nothing(
    new_place: Callable[[], Place], old: Pages, new: Pages
) -> None:
    synced, built = new_place(), new_place()
    synced.build(old)
    synced.write(new)
    report = synced.sync()
    expected = built.build(new)
    assert synced.digest == expected
    assert synced.content == built.content
    assert set(report.added) == new.keys() - old.keys()
    assert set(report.gone) == old.keys() - new.keys()
    assert set(report.changed) == {n for n in new.keys() & old.keys() if new[n] != old[n]}
    again = synced.sync()
    assert (again.written, again.extracted, again.added) == (False, 0, ())
    assert synced.content == built.content


@LAWS
@given(data=st.data(), pages=PAGES, level=st.sampled_from([0.0, 0.6, 0.9]))
def test_removing_sources_is_the_build_without_them(
    new_place: Callable[[], Place], data: st.DataObject, pages: Pages, level: float
) -> None:
    place, other = new_place(), new_place()
    place.build(pages, min_confidence=level)
    gone = data.draw(st.lists(st.sampled_from(sorted(pages)), unique=True, min_size=1))
    left = {name: text for name, text in pages.items() if name not in gone}
    report = place.remove(*gone)
    assert set(report.gone) == set(gone)
    if left:
        other.build(left, min_confidence=level)
        assert place.content == other.content
    else:
        assert read_papers(place.graph) == []


@LAWS
@given(data=st.data(), pages=PAGES)
def test_removing_a_paper_is_the_build_without_its_records_and_a_sync_brings_it_back(
    new_place: Callable[[], Place], data: st.DataObject, pages: Pages
) -> None:
    place, other = new_place(), new_place()
    before = place.build(pages)
    paper = data.draw(st.sampled_from(read_papers(place.graph)))
    place.remove(paper.id)
    left = without(pages, paper)
    if left:
        other.build(left)
        titles = [one.title for one in read_papers(other.graph)]
        assert [one.title for one in read_papers(place.graph)] == titles
        assert without_lines(place.graph) == without_lines(other.graph)
    place.sync()
    assert place.digest == before


DECISIONS = st.lists(
    st.sampled_from(
        [
            "accept\tMethod:WalkNet\tMethod:HOT",
            "split\tMethod:GNN",
            "rename\tMethod:graph neural network\tGNN family",
            "retype\tMethod:general nested node\tTask",
            "retype\tDataset:Cora\tTask",
            "reject\tMethod:GNN\tMethod:general nested node",
            "rename\tTask:never found\tNothing",
        ]
    ),
    unique=True,
).map(lambda rows: "".join(f"{row}\n" for row in ["#graphkit-decisions 1", *rows]))


@LAWS
@given(data=st.data(), pages=PAGES, decisions=DECISIONS)
def test_the_laws_hold_with_decisions_and_without_them_all_is_as_before(
    new_place: Callable[[], Place], data: st.DataObject, pages: Pages, decisions: str
) -> None:
    whole, parts = new_place(), new_place()
    plain = whole.build(pages)
    for place in (whole, parts):
        (place.graph.parent / "d.tsv").write_text(decisions, encoding="utf-8")
    sources, file = [str(whole.pages)], whole.graph.parent / "d.tsv"
    decided = pipeline.build(sources, whole.graph, cache=whole.cache, decisions=file)
    assert decided.extracted == 0
    parts.write(pages)
    names = data.draw(shuffled(list(pages)))
    parts.add(names[0])
    pipeline.rename(parts.graph, decisions=parts.graph.parent / "d.tsv", cache=parts.cache)
    parts.add(*names)
    assert parts.content == whole.content
    assert not whole.sync().written
    pipeline.rename(whole.graph, decisions=False, cache=whole.cache)
    assert whole.digest == plain


def without(pages: Pages, paper: Paper) -> dict[str, str]:
    """Return the pages without a paper's records."""
    gone = {(source.file, source.line) for source in paper.sources}
    left = {
        name: "".join(
            line
            for number, line in enumerate(text.splitlines(keepends=True), start=1)
            if (name, number) not in gone
        )
        for name, text in pages.items()
    }
    return {name: text for name, text in left.items() if text}


def without_lines(folder: Path) -> list[object]:
    """Return a graph without the line numbers, which count what was taken out of the page."""
    G = read_graph(folder)
    nodes = [(n, {k: v for k, v in d.items() if k != "sources"}) for n, d in G.nodes(data=True)]
    return [nodes, list(G.edges(keys=True, data=True))]


def page(*numbers: int) -> str:
    rows = [dict(zip(("title", "abstract"), RECORDS[n], strict=True)) for n in numbers]
    return "".join(json.dumps(row) + "\n" for row in rows)


def proposed(folder: Path) -> set[str]:
    return {end for _, end, kind in read_graph(folder).edges(keys=True) if kind == "PROPOSES"}


def test_a_paper_on_two_pages_stays_until_both_are_gone(place: Place) -> None:
    place.build({"a.jsonl": page(0, 3), "b.jsonl": page(1), "c.jsonl": page(2)})
    assert "method:walknet" in proposed(place.graph)
    place.remove("a.jsonl")
    (walknet,) = (one for one in read_papers(place.graph) if "WalkNet" in one.title)
    assert [source.file for source in walknet.sources] == ["b.jsonl"]
    assert "method:walknet" in proposed(place.graph)
    place.remove("b.jsonl")
    assert not any("WalkNet" in one.title for one in read_papers(place.graph))
    assert "method:walknet" not in read_graph(place.graph)


def test_only_texts_that_are_new_are_extracted_also_without_a_cache(
    place: Place, tmp_path: Path
) -> None:
    place.build({"a.jsonl": page(0, 2)})
    place.write({"a.jsonl": page(0, 2), "b.jsonl": page(0, 3)})
    empty = tmp_path / "empty"
    report = pipeline.sync([str(place.pages)], place.graph, cache=empty)
    assert (report.papers, report.extracted) == (3, 1)
    assert pipeline.remove(["b.jsonl"], place.graph, cache=tmp_path / "e2").extracted == 0


def test_a_longer_abstract_that_goes_brings_the_shorter_one_back(place: Place) -> None:
    place.build({"a.jsonl": page(0)})
    before = place.content
    place.write({"a.jsonl": page(0), "b.jsonl": page(1)})
    place.add("b.jsonl")
    assert read_papers(place.graph)[0].abstract == RECORDS[1][1]
    place.remove("b.jsonl")
    assert place.content == before


def test_a_build_of_the_same_inputs_in_another_way_is_made_anew(place: Place) -> None:
    place.build({"a.jsonl": page(1)})
    whole = place.digest
    assert place.build({"a.jsonl": page(1)}, min_confidence=0.99) != whole
    assert place.build({"a.jsonl": page(1)}) == whole


def test_a_build_with_nothing_new_reads_no_table_and_writes_nothing(place: Place) -> None:
    place.build({"a.jsonl": page(1)})
    stamps = {file: file.stat().st_mtime_ns for file in place.graph.iterdir()}
    report = pipeline.build([str(place.pages)], place.graph, cache=place.cache)
    assert (report.written, report.extracted, report.papers) == (False, 0, 1)
    assert {file: file.stat().st_mtime_ns for file in place.graph.iterdir()} == stamps


def test_other_code_makes_the_graph_anew_and_extracts_only_where_it_is_extraction(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.build({"a.jsonl": page(1), "b.jsonl": page(2)})
    before = place.digest
    monkeypatch.setattr(job, "_rules", lambda: "other")
    assert (place.sync().written, place.sync().written) == (True, False)
    monkeypatch.setattr(Shipped, "fingerprint", property(lambda _: "other"))
    assert place.remove("b.jsonl").extracted == 1
    assert place.add("b.jsonl").extracted == 1
    assert not place.sync().written
    assert place.digest == before


def test_a_build_repairs_a_damaged_graph_and_an_add_leaves_it_alone(place: Place) -> None:
    place.build({"a.jsonl": page(1)})
    before = place.content
    table = place.graph / "records.parquet"
    table.write_bytes(table.read_bytes()[:-9])
    with pytest.raises(SchemaError, match="damaged"):
        place.remove("a.jsonl")
    place.write({"a.jsonl": page(1), "b.jsonl": page(2)})
    with pytest.raises(SchemaError, match="damaged"):
        place.add("b.jsonl")
    place.build({"a.jsonl": page(1)})
    assert place.content == before


def test_a_graph_of_an_older_graphkit_says_build_again(place: Place) -> None:
    place.build({"a.jsonl": page(1)})
    file = place.graph / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "schema": 1}))
    for change in (lambda: place.add("a.jsonl"), lambda: place.remove("a.jsonl")):
        with pytest.raises(
            SchemaError, match=f"expected schema version {SCHEMA_VERSION}, found 1"
        ) as caught:
            change()
        assert caught.value.hint == "build the graph again"
    assert place.sync().papers == 1


def test_refused_records_are_told_of_the_sources_that_a_command_names(place: Place) -> None:
    bad = '{"title": 3}\n'
    place.write({"a.jsonl": page(1) + bad, "b.jsonl": page(2)})
    with pytest.raises(InputError, match=r"a\.jsonl:2"):
        place.sync()
    assert not place.graph.exists()
    pages, folder, cache = [str(place.pages)], place.graph, place.cache
    first = pipeline.sync(pages, folder, cache=cache, skip_bad=True)
    again = pipeline.sync(pages, folder, cache=cache, skip_bad=True)
    assert first.refused == again.refused != ()
    assert not again.written
    with pytest.raises(InputError, match=r"a\.jsonl:2"):
        place.sync()
    place.write({"a.jsonl": page(1) + bad, "b.jsonl": page(2), "c.jsonl": page(3)})
    assert place.add("c.jsonl").refused == ()
    assert place.remove("b.jsonl").refused == ()
    with pytest.raises(InputError, match=r"a\.jsonl:2"):
        place.add("a.jsonl")


@pytest.mark.parametrize(
    ("things", "words"),
    [
        (["z.jsonl"], "no source and no paper"),
        (["b.jsonl", "10.1000/nobody"], "no source and no paper"),
        (["a.jsonl"], "2 sources or papers"),
        (["Same Title"], "2 sources or papers"),
    ],
)
def test_what_is_not_known_or_could_be_several_changes_nothing(
    place: Place, things: list[str], words: str
) -> None:
    twins = [{"title": "Same Title", "abstract": "x", "doi": f"10.1000/{n}"} for n in "pq"]
    text = "".join(json.dumps(row) + "\n" for row in twins)
    place.build({"x/a.jsonl": page(1), "y/a.jsonl": page(2), "b.jsonl": text})
    before = place.content
    with pytest.raises(UsageError, match=words):
        place.remove(*things)
    assert place.content == before


@pytest.mark.parametrize(
    "thing", ["doi:10.1000/p", "10.1000/P", "https://doi.org/10.1000/p", "ONE  title"]
)
def test_a_paper_has_many_names(place: Place, thing: str) -> None:
    row = {"title": "One Title", "abstract": "x", "doi": "10.1000/p"}
    place.build({"a.jsonl": json.dumps(row) + "\n", "b.jsonl": page(2)})
    report = place.remove(thing)
    assert [paper.title for paper in read_papers(place.graph)] == [RECORDS[2][0]]
    assert (report.changed, report.gone) == (("a.jsonl",), ())


def test_a_source_of_the_same_name_with_other_content_is_refused(place: Place) -> None:
    place.build({"a.jsonl": page(1)})
    before = place.content
    place.write({"a.jsonl": page(2)})
    with pytest.raises(UsageError, match="other content"):
        place.add("a.jsonl")
    assert place.content == before


@pytest.mark.parametrize("options", [{"min_confidence": 0.5}, {"profile": "other"}])
def test_a_graph_is_read_in_one_way(place: Place, options: dict[str, object]) -> None:
    place.build({"a.jsonl": page(1)})
    before = place.content
    with pytest.raises(UsageError):
        pipeline.add([str(place.pages)], place.graph, cache=place.cache, **options)  # type: ignore[arg-type] # mixed
    assert place.content == before


def test_add_and_sync_keep_the_level_of_the_graph(place: Place) -> None:
    pages = {"a.jsonl": page(1), "b.jsonl": page(2)}
    place.build(pages, min_confidence=0.9)
    before = place.content
    place.remove("b.jsonl")
    place.add("b.jsonl")
    assert place.content == before
    assert place.sync().min_confidence == 0.9
    assert place.content == before


def test_a_graph_without_records_takes_more(
    place: Place, small_graph: object, tmp_path: Path
) -> None:
    """A folder that was written from a graph alone has no sources: what is added is all."""
    write_snapshot(place.graph, papers=[], mentions=[], entity_ids=[], G=small_graph)
    place.write({"a.jsonl": page(1)})
    report = place.sync()
    assert (report.papers, report.added) == (1, ("a.jsonl",))
