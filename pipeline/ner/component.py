"""The tagger as a spaCy component, for any pipeline whose documents are Vietnamese administrative papers.

    nlp = spacy.blank("xx")             or "vi"; any tokenizer will do
    nlp.add_pipe("kehoach_ner")         config={"threshold": 0.5} leaves out names that are less probable
    [(ent.text, ent.label_) for ent in nlp("Giao Sở Y tế chủ trì").ents]        [("Sở Y tế", "ORG")]

spaCy finds it by its entry point; installing the package is enough. Entities that are set already stay.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans


class KehoachNer:
    """Sets `doc.ents` to the names of type PER, ORG and LOC; a name that ends inside a token of the document takes it whole."""

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        from pipeline.ner.model import tagged  # spaCy loads every factory it knows whenever a pipeline is made

        names = [name for name in tagged(doc.text) if name.probability >= self.threshold]
        spans = [doc.char_span(name.start, name.end, name.type, alignment_mode="expand") for name in names]
        taken = {token.i for entity in doc.ents for token in entity}
        free = [span for span in spans if span is not None and taken.isdisjoint(token.i for token in span)]
        doc.ents = [*doc.ents, *filter_spans(free)]
        return doc


@Language.factory("kehoach_ner", assigns=["doc.ents", "token.ent_iob", "token.ent_type"], default_config={"threshold": 0.0})
def make(nlp: Language, name: str, threshold: float) -> Any:
    """The component; `threshold` is the probability below which a name is left out, from 0 (none) to 1."""
    return KehoachNer(threshold)
