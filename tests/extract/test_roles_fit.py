from graphkit.extract.candidates import sentences_of, words_of
from graphkit.extract.evaluate.annotated import AnnotatedPaper, Annotation
from graphkit.extract.fit_roles import as_annotated, before_roles, fit_roles
from graphkit.extract.roles import find_roles

NAMES = ("Arcade", "Bramble", "Cinder", "Dapple", "Ember", "Fathom", "Gravel", "Hollow")


def paper(title: str, name: str) -> AnnotatedPaper:
    own, other = f"{name}Net", f"Old{name}GAN"
    return AnnotatedPaper(
        f"On {title}",
        f"We propose {own}, which walks. It is better than {other}. It uses {name}RNN layers.",
        (
            Annotation("Method", own, (own,), "PROPOSES"),
            Annotation("Method", other, (other,), "COMPARES_WITH"),
            Annotation("Method", f"{name}RNN", (f"{name}RNN",), "USES"),
            Annotation("Task", "walking", ("walks",), "ADDRESSES"),
        ),
    )


def test_what_was_learned_tells_the_roles_of_a_new_paper() -> None:
    weights = fit_roles(paper(name, name) for name in NAMES)
    new = paper("Pebbles", "Pebble")
    doc = before_roles(new.text)
    given, roles = as_annotated(doc, new)
    found = find_roles(words_of(doc), given, sentences_of(doc), weights)
    assert {key: role.type.value for key, role in found.items()} == roles
    assert len(roles) == 4


def test_fitting_twice_gives_the_same_weights() -> None:
    papers = [paper(name, name) for name in NAMES]
    assert fit_roles(papers) == fit_roles(papers)


def test_no_papers_teach_nothing() -> None:
    assert set(fit_roles([])) == {"new data"}


def test_what_fewer_than_five_papers_show_is_left_out() -> None:
    four = fit_roles(paper(name, name) for name in NAMES[:4])
    assert set(four) == {"new data"}
    # An abstract and its digest have one title, and are one paper.
    twice = fit_roles(paper(title, name) for title, name in zip(NAMES[:4] * 2, NAMES, strict=True))
    assert set(twice) == {"new data"}
    assert "compared" in fit_roles(paper(name, name) for name in NAMES[:5])


def test_the_longest_of_two_annotated_places_counts() -> None:
    annotated = AnnotatedPaper(
        "Slow Walk Network",
        "A walk is slow.",
        (
            Annotation("Method", "walk", ("Walk", "walk"), "USES"),
            Annotation("Method", "slow walk network", ("Slow Walk Network",), "PROPOSES"),
        ),
    )
    doc = before_roles(annotated.text)
    given, roles = as_annotated(doc, annotated)
    assert [doc[one.start : one.end].text for one in given] == ["Slow Walk Network", "walk"]
    assert sorted(roles.values()) == ["PROPOSES", "USES"]
