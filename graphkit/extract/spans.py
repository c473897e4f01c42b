"""Show what was found the way that spaCy shows it: as entities, and as a group of spans."""

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from graphkit.extract.candidates import found_of

KEY = "graphkit"


@Language.component("graphkit_spans", assigns=["doc.ents", "doc.spans"])
def graphkit_spans(doc: Doc) -> Doc:
    """Set `doc.ents` and `doc.spans["graphkit"]` to the entities of `doc`, in their order.

    The name of an entity is in `ent_id_`, its confidence in `attrs["scores"]` of the group.
    """
    found = found_of(doc)
    spans = [Span(doc, one.start, one.end, one.label, span_id=one.name) for one in found]
    scores = [one.confidence for one in found]
    doc.spans[KEY] = SpanGroup(doc, name=KEY, attrs={"scores": scores}, spans=spans)
    doc.set_ents(spans)
    return doc
