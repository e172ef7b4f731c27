"""Training as a whole: corpus → folds of recognisers → documents read by recognisers that do not know them → scorer."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SettingsError, TrainingError
from kg.extract.components.relation_scorer import FOLDER
from kg.extract.extractor import load_extractor
from kg.extract.options import Options
from kg.extract.training.card import card
from kg.extract.training.corpus import Annotated, Corpus, Part
from kg.extract.training.phrases import Phrase, load_phrases
from kg.extract.training.recogniser import Fold, train_recogniser
from kg.extract.training.relations import PhraseReader, Reading, Trained, read, train_scorer
from kg.ontology import Ontology
from kg.settings import shipped

CARD = "README.md"
"""Name of the model card in the folder of models."""
PHRASES = "phrases"
"""Name of the folder in a corpus that holds the phrase book."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a training run learnt from.

    Args:
        models: folder that was written.
        documents: annotated documents of the part `train`.
        characters: of their texts.
        passages: of the phrase book.
        judged: relations that the scorer's confidence was calibrated on.
        size: bytes of everything that was written.
    """

    models: Path
    documents: int
    characters: int
    passages: int
    judged: int
    size: int


def train_from(
    corpus: Path | None,
    models: Path | None,
    ontology: Ontology,
    *,
    seed: int = 0,
    progress: Progress = lambda _: None,
) -> Lessons:
    """Train from a folder like `data/corpus` and the phrase book beside it; arguments and errors as of `train`.

    Args:
        corpus: the folder; that of a checkout by default.
        models: where to write; where the extractor looks by default.
        ontology: types and predicates that are told apart.
        seed: what chance starts from.
        progress: told in a few words what has been done.
    """
    try:
        folder = corpus or shipped("data", "corpus")
    except SettingsError as error:
        raise TrainingError("the package comes without the corpus; name a folder that holds it") from error
    phrases = load_phrases(ontology, folder.absolute().with_name(PHRASES))
    return train(
        Corpus.load(folder), phrases, ontology, models or shipped("data", "model"), seed=seed, progress=progress
    )


def train(
    corpus: Corpus,
    phrases: Iterable[Phrase],
    ontology: Ontology,
    models: Path,
    *,
    seed: int = 0,
    progress: Progress = lambda _: None,
) -> Lessons:
    """Train every component of the pipeline and write them, with a model card, to a folder.

    The folder is replaced as a whole at the end, so that stopping early leaves the models that there were.

    Args:
        corpus: its part TRAIN is learnt from.
        phrases: the phrase book.
        ontology: types and predicates that are told apart.
        models: the folder.
        seed: what chance starts from; the same gives the same files on the same machine.
        progress: told in a few words what has been done.

    Raises:
        TrainingError: there is too little to learn from, or the folder cannot be written.
    """
    documents, passages = corpus.part(Part.TRAIN), tuple(phrases)
    try:
        with tempfile.TemporaryDirectory(dir=_parent(models), prefix=".training-") as scratch:
            fresh = Path(scratch) / "models"
            folds = train_recogniser(
                documents,
                ontology,
                fresh,
                phrases=passages,
                seed=seed,
                folds=Path(scratch) / "folds",
                progress=progress,
            )
            readings = [reading for number, fold in enumerate(folds) for reading in _read(fold, number, ontology)]
            progress(f"read {len(readings)} documents with recognisers that do not know them")
            reader = PhraseReader(ontology)
            samples = [sample for phrase in passages for sample in reader.samples(phrase)]
            trained = train_scorer(readings, samples, ontology)
            progress(f"trained and calibrated the relation scorer on {len(trained.judged)} judged relations")
            trained.scorer.save(fresh / FOLDER)
            (fresh / CARD).write_text(card(documents, passages, trained, seed), encoding="utf-8")
            _replace(models, fresh)
    except OSError as error:
        raise TrainingError(f"{models} cannot be written: {error.strerror}; choose another folder") from error
    return _lessons(documents, passages, trained, models)


def _parent(models: Path) -> Path:
    models.parent.mkdir(parents=True, exist_ok=True)
    return models.parent


def _read(fold: Fold, number: int, ontology: Ontology) -> Iterable[Reading]:
    extractor = load_extractor(ontology, Options(models=fold.models, without=frozenset({"relation_scorer"})))
    for annotated in fold.documents:
        yield read(annotated, list(extractor.analyse(annotated.document)), ontology, group=f"fold {number}")


def _replace(models: Path, fresh: Path) -> None:
    """Put the fresh folder in the place of the old one, which is kept until the fresh one stands there."""
    old = fresh.with_name("old")
    if models.exists():
        models.rename(old)
    fresh.rename(models)
    shutil.rmtree(old, ignore_errors=True)


def _lessons(documents: Sequence[Annotated], passages: Sequence[Phrase], trained: Trained, models: Path) -> Lessons:
    characters = sum(len(annotated.document.text) for annotated in documents)
    size = sum(path.stat().st_size for path in models.rglob("*") if path.is_file())
    return Lessons(models, len(documents), characters, len(passages), len(trained.judged), size)
