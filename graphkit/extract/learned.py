"""Take the entities of a trained `ner` as they are; what the rules found fills the gaps."""

from collections.abc import Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import Abbreviation, Found, found_of, words_of
from graphkit.extract.gathering import LongForms, long_forms, spelling
from graphkit.extract.ner import SPANS, TAGGER
from graphkit.ids import singular

RULE = "model"


@Language.factory("graphkit_learned", requires=["doc.spans"], default_config={"labels": {}})
def make_learned(nlp: Language, name: str, labels: dict[str, str]) -> "Learned":
    """Return the component for a pipeline."""
    del nlp, name
    return Learned(labels)


def merge(
    words: Sequence[str],
    learned: Sequence[tuple[int, int, str, float]],
    ruled: Sequence[Found],
    forms: LongForms,
) -> list[Found]:
    """Return what was learned, and of the rules' findings those that touch nothing of it.

    Spellings that differ in case, plural or hyphens have one name, the first of them. Where a rule
    found the same it is told: the roles go by it.
    """
    rules = {(one.start, one.end, one.label): one.rule for one in ruled}
    names: dict[tuple[str, str], str] = {}
    found = []
    for start, end, label, score in learned:
        span = words[start:end]
        long = forms.get(singular(span[0])) if len(span) == 1 else None
        own = list(long or span)
        name = names.setdefault((label, spelling(own)), " ".join(own))
        rule = rules.get((start, end, label), RULE)
        found.append(Found(start, end, label, name, rule, score))
    taken = {place for one in found for place in range(one.start, one.end)}
    free = [one for one in ruled if taken.isdisjoint(range(one.start, one.end))]
    return sorted([*found, *free])


class Learned:
    """The component. `labels` says what each label of the `ner` is called; others are left out."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = dict(labels)

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.found` to what was learned and what the rules add under the same labels."""
        words = words_of(doc)
        group = doc.spans[SPANS]
        learned = [
            (span.start, span.end, self.labels[span.label_], float(score))
            for span, score in zip(group, group.attrs["scores"], strict=True)
            if span.label_ in self.labels
        ]
        known = set(self.labels.values())
        ruled = [one for one in found_of(doc) if one.label in known]
        forms = long_forms(words, [Abbreviation(*pair) for pair in doc._.abbreviations])
        doc._.found = [tuple(one) for one in merge(words, learned, ruled, forms)]
        del doc.user_data[TAGGER], doc.spans[SPANS]
        return doc
