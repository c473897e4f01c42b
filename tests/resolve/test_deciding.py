"""What people decide goes first, and a line that is deleted leaves nothing behind."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import InputError
from graphkit.model import Mention, NodeLabel, RelationshipType, Resolution
from graphkit.resolve import Decisions, parse, resolve

Mentioned = Callable[..., Mention]


def decided(*rows: str) -> Decisions:
    return parse("\n".join(["#graphkit-decisions 1", *(row.replace("|", "\t") for row in rows)]))


def ids(mentions: list[Mention], *rows: str) -> tuple[str | None, ...]:
    return resolve(mentions, decisions=decided(*rows)).entity_ids


def test_accepted_names_are_one_under_the_name_that_is_no_acronym(mentioned: Mentioned) -> None:
    mentions = [mentioned("a", "KC"), mentioned("b", "kite control"), mentioned("c", "steering")]
    rows = ("accept|Method:KC|Method:kite control",)
    assert ids(mentions, *rows) == ("method:kitecontrol", "method:kitecontrol", "method:steering")
    found = resolve(mentions, decisions=decided(*rows, "accept|Method:steering|Method:KC"))
    (entity,) = found.entities
    assert (entity.id, entity.aliases) == ("method:steering", ("KC", "kite control"))
    assert [(merge.alias, merge.reason, merge.confidence) for merge in found.merges] == [
        ("KC", "decided by a person", 1.0),
        ("kite control", "decided by a person", 1.0),
    ]


def test_a_rejected_pair_stays_two_whatever_the_rules_say(mentioned: Mentioned) -> None:
    family = [mentioned("a", "KiteNet model"), mentioned("b", "KiteNet")]
    assert len(set(ids(family))) == 1
    assert len(set(ids(family, "reject|Method:KiteNet|Method:KiteNet model"))) == 2
    short = [mentioned("a", "UKB", "Urban Kite Benchmark"), mentioned("b", "Urban Kite Benchmark")]
    assert len(set(ids(short))) == 1
    assert ids(short, "reject|Method:Urban Kite Benchmark|Method:UKB") == (
        "method:ukb",
        "method:urbankitebenchmark",
    )


def test_a_split_takes_a_name_out_of_all_papers_or_of_one(mentioned: Mentioned) -> None:
    mentions = [mentioned(paper, "SKN", "steered kite network") for paper in ("title:a", "title:b")]
    assert ids(mentions, "split|Method:SKN") == ("method:skn",) * 2
    assert ids(mentions, "split|Method:SKN|title:a") == (
        "method:skn@title:a",
        "method:steeredkitenetwork",
    )


def test_a_split_by_case_keeps_two_names_of_the_same_letters_apart(mentioned: Mentioned) -> None:
    mentions = [mentioned("a", "KITE"), mentioned("b", "Kite"), mentioned("c", "KITEs")]
    assert ids(mentions) == ("method:kite",) * 3
    assert ids(mentions, "split|Method:KITE|case") == (
        "method:kite@case:KITE",
        "method:kite",
        "method:kite@case:KITE",
    )


def test_a_new_name_keeps_the_id_and_the_old_name_as_an_alias(mentioned: Mentioned) -> None:
    found = resolve([mentioned("a", "kite nets")], decisions=decided("rename|Method:kite net|KNet"))
    (entity,) = found.entities
    assert (entity.id, entity.name, entity.aliases) == ("method:kitenet", "KNet", ("kite nets",))


def test_another_kind_takes_along_the_acronym_and_the_role(mentioned: Mentioned) -> None:
    mentions = [
        mentioned("a", "UKB", "Urban Kite Bench", role=RelationshipType.PROPOSES),
        mentioned("b", "UKB"),
        mentioned("c", "Urban Kite Bench", role=RelationshipType.COMPARES_WITH),
    ]
    found = resolve(mentions, decisions=decided("retype|Method:Urban Kite Bench|Dataset"))
    assert found.entity_ids == ("dataset:urbankitebench",) * 3
    assert [part.type for part in found.statements] == [
        "INTRODUCES",
        "EVALUATES_ON",
        "EVALUATES_ON",
    ]


def test_a_retyped_thing_can_be_accepted_under_its_new_kind(mentioned: Mentioned) -> None:
    mentions = [mentioned("a", "KiteBench"), mentioned("b", "Kites", label=NodeLabel.DATASET)]
    rows = ("retype|Method:KiteBench|Dataset", "accept|Dataset:KiteBench|Dataset:Kites")
    assert ids(mentions, *rows) == ("dataset:kite",) * 2


@pytest.mark.parametrize(
    "row",
    [
        "accept|Method:a thing|Method:kite",
        "accept|Method:kite|Task:kite",
        "reject|Method:kite|Method:nothing",
        "split|Method:kite|title:elsewhere",
        "split|Method:kITe|case",
        "rename|Method:nothing|Something",
        "retype|Task:kite|Method",
    ],
)
def test_what_fits_nothing_is_told_and_changes_nothing(mentioned: Mentioned, row: str) -> None:
    mentions = [mentioned("title:a", "kite"), mentioned("title:b", "kites")]
    if "Task:kite" in row and row.startswith("accept"):
        with pytest.raises(InputError):
            decided(row)
        return
    found = resolve(mentions, decisions=decided("# why", row))
    assert found.unmatched == (3,)
    assert (found.entities, found.statements) == (
        resolve(mentions).entities,
        resolve(mentions).statements,
    )


def test_a_name_that_means_several_things_has_to_be_told_apart(mentioned: Mentioned) -> None:
    mentions = [
        mentioned("title:a", "SKN", "steered kite network"),
        mentioned("title:b", "SKN", "small kite network"),
        mentioned("title:c", "string"),
    ]
    assert resolve(mentions, decisions=decided("accept|Method:SKN|Method:string")).unmatched == (2,)


def test_what_is_decided_is_not_suggested(mentioned: Mentioned) -> None:
    mentions = [
        mentioned("a", "controlled kite flight"),
        mentioned("b", "controlling kite flight"),
        mentioned("c", "link prediction"),
        mentioned("c", "link prediction", label=NodeLabel.TASK),
    ]
    pairs = {(part.one, part.other) for part in resolve(mentions).suggestions}
    assert ("method:linkprediction", "task:linkprediction") in pairs
    rows = [f"reject|{one}|{other}" for one, other in sorted(pairs)]
    assert resolve(mentions, decisions=decided(*rows)).suggestions == ()


NAMES = ("UKB", "urban kite bench", "KiteNet", "KiteNet model", "hot", "HOT", "SKN", "kite string")
LONGS = (None, None, "urban kite bench", "steered kite net")


@st.composite
def corpora(draw: st.DrawFn) -> list[Mention]:
    mentions = []
    for start in range(draw(st.integers(1, 9))):
        text, name = draw(st.sampled_from(NAMES)), draw(st.sampled_from(LONGS))
        label = draw(st.sampled_from([NodeLabel.METHOD, NodeLabel.DATASET]))
        mentions.append(
            Mention(
                draw(st.sampled_from(["title:a", "title:b", "title:c"])),
                label,
                name if name and text.isupper() else text,
                text,
                start,
                start + len(text),
                f"{text}.",
                RelationshipType.USES
                if label is NodeLabel.METHOD
                else RelationshipType.EVALUATES_ON,
                "rule",
                draw(st.sampled_from([0.3, 0.8])),
            )
        )
    return mentions


THINGS = st.sampled_from([f"Method:{name}" for name in NAMES] + ["Dataset:UKB", "Dataset:hot"])
ROWS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["accept", "reject"]), THINGS, THINGS),
        st.tuples(st.just("split"), THINGS, st.sampled_from(["", "title:a", "case"])),
        st.tuples(st.just("rename"), THINGS, st.sampled_from(["New Name", "Other Name"])),
        st.tuples(st.just("retype"), THINGS, st.sampled_from(["Dataset", "Method"])),
    ).map("|".join),
    max_size=4,
)


def readable(rows: list[str]) -> Decisions | None:
    try:
        return decided(*rows)
    except InputError:
        return None


@given(corpora(), ROWS, st.randoms(use_true_random=False))
def test_no_order_matters(mentions: list[Mention], rows: list[str], random: object) -> None:
    decisions = readable(rows)
    if decisions is None:
        return
    places = list(range(len(mentions)))
    random.shuffle(places)  # type: ignore[attr-defined]
    other_rows = list(rows)
    random.shuffle(other_rows)  # type: ignore[attr-defined]
    one = resolve(mentions, decisions=decisions)
    other = resolve([mentions[place] for place in places], decisions=decided(*other_rows))
    assert (one.entities, one.statements) == (other.entities, other.statements)
    assert (one.merges, one.suggestions) == (other.merges, other.suggestions)
    assert tuple(one.entity_ids[place] for place in places) == other.entity_ids


@given(corpora(), ROWS, st.floats(0, 1))
def test_the_level_changes_no_name(mentions: list[Mention], rows: list[str], level: float) -> None:
    decisions = readable(rows)
    if decisions is None:
        return
    whole = {entity.id: entity.name for entity in resolve(mentions, decisions=decisions).entities}
    some = resolve(mentions, decisions=decisions, min_confidence=level)
    assert {entity.id: entity.name for entity in some.entities}.items() <= whole.items()


def partition(resolution: Resolution) -> set[frozenset[int]]:
    groups: dict[str | None, set[int]] = {}
    for place, entity in enumerate(resolution.entity_ids):
        groups.setdefault(entity, set()).add(place)
    return {frozenset(group) for group in groups.values()}


@given(corpora(), THINGS, THINGS)
def test_a_split_undoes_an_accept(mentions: list[Mention], one: str, other: str) -> None:
    split, accept = f"split|{one}", f"accept|{one}|{other}"
    if readable([accept]) is None:
        return
    without = resolve(mentions, decisions=decided(split))
    found = resolve(mentions, decisions=decided(split, accept))
    assert partition(found) == partition(without)
    assert found.entities == without.entities


PLAIN = ("kite string", "UKB", "wing", "tower", "wind tunnels")


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(PLAIN)), min_size=2, max_size=9),
    st.sampled_from(PLAIN),
    st.sampled_from(PLAIN),
)
def test_an_accept_joins_two_names_alone(said: list[tuple[str, str]], one: str, other: str) -> None:
    mentions = [
        Mention(
            paper,
            NodeLabel.METHOD,
            text,
            text,
            place,
            place + len(text),
            text,
            RelationshipType.USES,
            "rule",
            0.5,
        )
        for place, (paper, text) in enumerate(said)
    ]
    if one == other:
        return
    plain = resolve(mentions)
    joined = resolve(mentions, decisions=decided(f"accept|Method:{one}|Method:{other}"))
    texts = {text for _, text in said}
    both = {one, other} <= texts
    assert bool(joined.unmatched) == (not both)
    groups = {text: {one, other} if both and text in (one, other) else {text} for text in texts}
    assert len(plain.entities) == len(texts)
    for mention, entity in zip(mentions, joined.entity_ids, strict=True):
        same = {m.text for m, e in zip(mentions, joined.entity_ids, strict=True) if e == entity}
        assert same == groups[mention.text]
    back = decided(f"accept|Method:{one}|Method:{other}", f"split|Method:{one}")
    assert resolve(mentions, decisions=back).entities == plain.entities
    reject = decided(f"reject|Method:{one}|Method:{other}")
    assert resolve(mentions, decisions=reject).entities == plain.entities
