"""Measuring: predicted documents, or an extractor itself, against annotated documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

from kg.documents import read_documents
from kg.evaluation.annotated import Annotation, annotated
from kg.evaluation.comparison import Comparison
from kg.evaluation.report import Report
from kg.evaluation.soundness import Soundness
from kg.evaluation.speed import Speed
from kg.export.annotation import annotation
from kg.extract import Extractor
from kg.extract.training.corpus import Part
from kg.model import Failure
from kg.ontology import Ontology

_NOTHING: Mapping[str, Any] = {"entities": [], "relations": []}


def evaluate(
    gold_folder: Path, predicted: Mapping[str, Annotation], ontology: Ontology, *, part: Part | None = None
) -> Report:
    """Compare predicted documents with the annotated ones of a folder.

    Args:
        gold_folder: holds one JSON file per document in the annotation form.
        predicted: by the name of the file in `gold_folder` that it answers to.
        ontology: says which predicates are symmetric and which qualifiers they have.
        part: the part of a corpus that is compared, all of the folder by default.

    Raises:
        DocumentError: the folder holds no annotated document, or one that cannot be read.
        TrainingError: a part is asked for, and the folder does not tell what is in it.
    """
    return _compared(annotated(gold_folder, part), predicted, ontology)


def evaluate_extractor(
    extractor: Extractor,
    gold_folder: Path,
    ontology: Ontology,
    *,
    part: Part | None = None,
    min_confidence: float = 0.0,
    start_up: float | None = None,
) -> Report:
    """Extract from every annotated document, read for its title and text alone, and compare with the annotation.

    Args:
        extractor: what is measured.
        gold_folder: holds one JSON file per document in the annotation form.
        ontology: the vocabulary.
        part: the part of a corpus that is compared, all of the folder by default.
        min_confidence: relations less sure than this count as not told.
        start_up: seconds of one core that loading the extractor took, to be told with its speed.

    Raises:
        DocumentError: the folder holds no annotated document, or one that cannot be read.
        TrainingError: a part is asked for, and the folder does not tell what is in it.
        ExtractionError: a document's text is beyond the extractor.
    """
    gold = annotated(gold_folder, part)
    predicted = {}
    soundness, characters, seconds = Soundness(), 0, 0.0
    for name in gold:
        for document in read_documents([gold_folder / name]):
            if isinstance(document, Failure):
                raise document.error
            began = process_time()
            extraction = extractor.extract(document)
            seconds += process_time() - began
            characters += len(document.text)
            soundness += Soundness.of(extraction, ontology)
            predicted[name] = annotation(extraction, ontology, min_confidence=min_confidence)
    report = _compared(gold, predicted, ontology)
    return replace(report, soundness=soundness, speed=Speed(characters, seconds, start_up))


def _compared(gold: Mapping[str, Annotation], predicted: Mapping[str, Annotation], ontology: Ontology) -> Report:
    compared = [Comparison(name, each, predicted.get(name, _NOTHING), ontology) for name, each in gold.items()]
    return Report.of(compared, len(gold.keys() & predicted.keys()))
