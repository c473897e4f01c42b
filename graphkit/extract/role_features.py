"""What tells of an entity's role: the cues around its places, the title, lists, its shape.

A feature is a short text that holds no name; `fit_roles` learns what each is worth. What a
sentence says of a name counts more than where it stands, and counts by its share of the places
as well.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graphkit.extract.candidates import DATASET, METRIC, TASK, Found
from graphkit.extract.gathering import OWN_RULES
from graphkit.extract.role_cues import (
    AUXILIARIES,
    BEATING,
    GROUP_OF,
    Place,
    Text,
    is_compared,
    is_subject,
    kind,
    read_place,
    read_text,
)
from graphkit.extract.vocabulary import vocabulary
from graphkit.extract.words import VERBS, is_name, word_set
from graphkit.ids import singular

Key = tuple[str, str]
"""Label and name of an entity."""

Lists = Mapping[int, tuple[int, int, int]]
"""By the first word of a name in a list: where the list begins and ends, and its size."""

_STRONG = 2.0
_TOLD = frozenset(("own", "beats", "against", "baseline", "lacks", "others"))
_WORKS = word_set(
    "work works method methods approach approaches study studies models technique techniques "
    "attempts algorithms frameworks solutions efforts research architectures systems literature"
)
_DATA = word_set("dataset benchmark corpus testbed suite collection")
_TURNS = word_set("however but unfortunately nevertheless nonetheless yet still despite")
_SELF = word_set("we i our authors paper work study article this here they it its")
_YIELDING = word_set(
    "yielding yields derive derives derived adds add adding name names gives named termed coined "
    "obtain call calls define defines"
)
_NEW = word_set("new novel first simple efficient")
_FAMILY = word_set("other popular original state-of-the-art vanilla")
_ARTICLES = word_set("a an the this these")
_JOINS = word_set(", and or / & the as well both ; ( )")
_LEADS = word_set("on using with for to that which via by from")
_GAP = 5  # words between two names of a list, or between "propose" and "of"
_NEAR = 3  # words


def role_features(
    words: Sequence[str], found: Sequence[Found], sentences: Sequence[tuple[int, int]]
) -> dict[Key, dict[str, float]]:
    """Return the features of each entity that is no task and no metric, with their values."""
    text = read_text(words, sentences)
    lists = _lists(text, found)
    places: dict[Key, list[Found]] = defaultdict(list)
    for one in found:
        if one.label not in (TASK, METRIC):
            places[one.label, one.name].append(one)
    owned = {key for key, ones in places.items() if any(one.rule in OWN_RULES for one in ones)}
    return {key: _features(text, ones, lists, owned - {key}) for key, ones in places.items()}


def _features(
    text: Text, found: Sequence[Found], lists: Lists, others: set[Key]
) -> dict[str, float]:
    body = [one for one in found if one.start > text.title]
    said: Counter[str] = Counter()
    features: dict[str, float] = {}
    for one in found:
        if one.start < text.title:
            features.update(dict.fromkeys(_in_title(text, one), 1.0))
            continue
        number = bisect_right(text.starts, one.start) - 1
        start, stop, size = lists.get(one.start, (one.start, one.end, 1))
        place = read_place(text.lowers, text.starts[number], start, stop, text.ends[number])
        said.update(set(_said(text, place, number, one.label)))
        if size > 1:
            features[f"list {min(size, 4)}"] = 1.0
            features[f"list {'first' if one.start == start else 'later'}"] = 1.0
        features.update(dict.fromkeys(_setting(text, place, number), 1.0))
    for feature, count in said.items():
        features[feature] = _STRONG
        if len(body) > 1:
            features[f"{feature} share"] = count / len(body)
    if body and not said:
        features["nothing said"] = 1.0
    features.update(dict.fromkeys(_whole(text, found, body), 1.0))
    features[f"others own {bool(others)} {found[0].rule in OWN_RULES}"] = 1.0
    return features


def _whole(text: Text, found: Sequence[Found], body: Sequence[Found]) -> Iterator[str]:
    """Yield what is true of the entity as a whole: its label, rule and shape, how often, where."""
    label, rule = found[0].label, found[0].rule
    span = max((text.words[one.start : one.end] for one in found), key=len)
    known = vocabulary().find(span) is not None
    shape = f"{'known' if known else 'new'} {'name' if any(map(is_name, span)) else 'words'}"
    titled = "title" if len(body) < len(found) else "body"
    yield from (label, f"rule {rule}", shape, f"{shape} {label}", f"{shape} {rule}")
    yield from (f"{titled} {min(len(body), 2)}", f"{titled} {shape}")
    yield from (f"count {min(len(body), 4)}", f"words {min(len(span), 5)}")
    if rule in OWN_RULES:
        yield f"own rule {shape} {label}"
    if len(span) > 1 and not known:
        tail = vocabulary().find(span[1:]) or vocabulary().find(span[-2:])
        yield f"tail {'known' if tail else 'new'} {titled}"
    if len(span) == 1 and span[0].isupper():
        yield "capitals"
    if body:
        number, last = bisect_right(text.starts, body[0].start) - 1, len(text.starts) - 1
        yield from (f"sentence {min(number, 3)}", f"part {4 * (number - 1) // max(1, last)}")
        if number == last:
            yield "only last"


def _in_title(text: Text, one: Found) -> Iterator[str]:
    """Yield where in the title the name stands."""
    lowers = text.lowers
    before = lowers[one.start - 1] if one.start else "^"
    behind = lowers[one.end] if one.end < text.title else "$"
    yield f"title {before} _ {behind}"
    yield from (f"title {before} _", f"title _ {behind}")
    colon = next((i for i in range(text.title) if lowers[i] == ":"), -1)
    yield f"title colon {'none' if colon < 0 else 'front' if one.end <= colon else 'rear'}"
    if before == "^" or (before in _ARTICLES and one.start == 1):
        yield f"title begins {behind}"
    if is_compared(lowers, read_place(lowers, 0, one.start, one.end, text.title)):
        yield "title compared"


def _setting(text: Text, place: Place, number: int) -> Iterator[str]:
    """Yield what governs and follows the name by its kind, and which cues the sentence has."""
    lowers, front, rear = text.lowers, place.front, place.rear
    yield f"stage {_stage(text, number)}"
    before = reversed(lowers[max(place.begin, place.start - _NEAR) : place.start])
    yield f"article {next((word for word in before if word in _ARTICLES), '')}"
    kinds = [kind(lowers[at]) for at in front]
    if kinds:
        yield f"governor {kinds[0]}"
        if place.start - front[0] <= _NEAR:
            yield f"governor near {kinds[0]}"
        for over in kinds[1:]:
            yield f"over {over}"
    else:
        yield "no governor"
    following = [kind(lowers[at]) for at in rear]
    if following:
        yield f"follows {following[0]}"
        if rear[0] == place.stop:
            yield f"follows at once {following[0]}"
        yield f"follows {' '.join(following[:2])}"
    for group in _TOLD & _groups(lowers[place.begin : place.end]):
        yield f"sentence {group}"


def _stage(text: Text, number: int) -> str:
    return "background" if number < text.own else "own" if number == text.own else "later"


def _groups(words: Sequence[str]) -> set[str]:
    return {GROUP_OF[word] for word in words if word in GROUP_OF}


def _said(text: Text, place: Place, number: int, label: str) -> Iterator[str]:
    """Yield what the sentence says of the name: the paper's own, compared with, at fault."""
    yield from _owned(text.lowers, place, label)
    if place.start == place.begin and number == 1:
        yield "begins the text"
    yield from _compared(text, place, number)
    yield from _blamed(text, place, number)


def _owned(lowers: Sequence[str], place: Place, label: str) -> Iterator[str]:
    """Yield how the sentence calls the name the paper's own."""
    front = place.front
    before = lowers[max(place.begin, place.start - _NEAR) : place.start]
    if "our" in before:
        yield "our"
    if "proposed" in before or "introduced" in before:
        yield "the proposed"
    if not _NEW.isdisjoint(lowers[max(place.begin, place.start - _NEAR - 1) : place.start]):
        yield "new"
    speaks = not _SELF.isdisjoint(lowers[place.begin : place.start])
    heads = [lowers[at] for at in front]
    own = [GROUP_OF.get(head) == "own" for head in heads[:_NEAR]]
    new_data = label == DATASET and ((speaks and own[:1] == [True]) or _is_new_data(lowers, place))
    if new_data:
        yield "new data"
    if own[:1] == [True] or new_data:
        yield f"proposes {speaks}"
    elif own[1:2] == [True] and heads[0] in {"of", "as"} and front[0] - front[1] <= _GAP:
        yield f"proposes of {speaks}"
    elif any(own) and speaks:
        yield f"proposes far {heads[0]}"
    if heads and heads[0] in _YIELDING:
        yield f"yielding {speaks}"
    yield from _presented(lowers, place)


def _presented(lowers: Sequence[str], place: Place) -> Iterator[str]:
    """Yield how what follows presents the name: "is proposed", ", a new ..."."""
    front, rear = place.front, place.rear
    if not rear:
        return
    first = lowers[rear[0]]
    if len(rear) > 1 and first in AUXILIARIES and kind(lowers[rear[1]]) == "own":
        yield "is proposed"
    if rear[0] - place.stop <= 1 and first in {"is", "are", ","}:
        after = lowers[rear[0] + 1 : rear[0] + 4]
        if after and after[0] in {"a", "an", "the"}:
            yield f"is a {first} {not front}"
            if not _NEW.isdisjoint(after):
                yield "is a new"


def _is_new_data(lowers: Sequence[str], place: Place) -> bool:
    """Return whether "introduce two new datasets", or "new dataset", stands in front.

    Not where the paper evaluates something else "on" it.
    """
    data = [at for at in range(place.begin, place.start) if singular(lowers[at]) in _DATA]
    if not data or "on" in lowers[data[-1] : place.start]:
        return False
    if lowers[data[-1] - 1] in _NEW:
        return True
    head = lowers[max(place.begin, data[0] - _GAP - 1) : data[0]]
    own = [at for at, word in enumerate(head) if GROUP_OF.get(word) == "own"]
    return bool(own) and _LEADS.isdisjoint(head[own[-1] :])


def _compared(text: Text, place: Place, number: int) -> Iterator[str]:
    """Yield how the sentence sets the name against others."""
    lowers, front, rear = text.lowers, place.front, place.rear
    if is_compared(lowers, place):
        yield "compared"
        yield f"compared {_stage(text, number)}"
        if not _FAMILY.isdisjoint(lowers[front[0] : place.start]):
            yield "compared family"
    first = front[0] if front else place.begin - 1
    if "baseline" in _groups(lowers[first + 1 : place.start]):
        yield "baseline"
    if rear and lowers[rear[0]] in BEATING and is_subject(lowers, place):
        yield "beating"


def _blamed(text: Text, place: Place, number: int) -> Iterator[str]:
    """Yield what the sentence says of the methods of others: "existing X suffer", "however, X"."""
    lowers = text.lowers
    sentence = lowers[place.begin : place.end]
    following = text.starts[number + 1] if number + 1 < len(text.starts) else -1
    turns = following >= 0 and lowers[following] in _TURNS
    turned = next((word for word in sentence if word[0].isalpha()), "") in _TURNS
    blamed = turned or turns or "lacks" in _groups(sentence)
    first = place.front[0] if place.front else place.begin - 1
    near = _groups(lowers[first + 1 : place.start])
    for group in ("others", "recent"):
        if group in near:
            yield f"{group} {'blamed' if blamed else ''}".strip()
            break
    if "lacks" in (GROUP_OF.get(lowers[at]) for at in place.rear[:_NEAR]):
        yield f"lacks {is_subject(lowers, place)}"
    stage = _stage(text, number)
    if _is_work_of_others(lowers, place.begin, first):
        yield f"others' work {stage}"
    if stage == "background":
        for feature, is_so in (("turned", turned), ("turns", turns), ("blamed", blamed)):
            if is_so:
                yield feature


def _is_work_of_others(lowers: Sequence[str], begin: int, end: int) -> bool:
    return any(
        GROUP_OF.get(lowers[at]) in ("others", "recent")
        and not _WORKS.isdisjoint(lowers[at + 1 : at + 4])
        for at in range(begin, end)
    )


def _lists(text: Text, found: Sequence[Found]) -> Lists:
    """Return the lists of names of one label: commas, "and" and brackets stand between."""
    lists: dict[int, tuple[int, int, int]] = {}
    run: list[Found] = []
    for one in [*sorted(found), None]:
        if run and not (one is not None and _is_joined(text, run[-1], one)):
            if len(run) > 1:
                size = len({member.name for member in run})
                lists |= {member.start: (run[0].start, run[-1].end, size) for member in run}
            run = []
        if one is not None:
            run.append(one)
    return lists


def _is_joined(text: Text, one: Found, other: Found) -> bool:
    between = text.lowers[one.end : other.start]
    against = one.start > 0 and GROUP_OF.get(text.lowers[one.start - 1]) == "against"
    if against and between == [","] and other.end < len(text.lowers):
        behind = text.lowers[other.end]
        if behind in VERBS or behind in AUXILIARIES:  # "unlike A, B sees" is no list
            return False
    return one.label == other.label and 0 < len(between) <= _GAP and _JOINS.issuperset(between)
