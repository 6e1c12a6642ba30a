"""A small tagger of persons, bodies and places in Vietnamese administrative papers, of use by itself and as a spaCy component.

from pipeline.ner.model import tagged
tagged("Giao Sở Y tế chủ trì, đồng chí Lê Văn An phụ trách")

The tagger is a CRF over words, shapes, gazetteers and layout, trained by `make train-ner`.
CARD.md tells its data, figures and limits.
"""
