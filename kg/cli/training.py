"""`jjj train`: makes the trained components anew from the annotated corpus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rich.text import Text
from typer import Option

from kg.cli.session import AsJson, Session, Workspace
from kg.errors import TrainingError

if TYPE_CHECKING:
    from kg.extract.training.train import Lessons

Corpus = Annotated[
    Path | None,
    Option("--corpus", metavar="DIR", help="Annotated corpus with its split; the phrase book lies beside it."),
]
Out = Annotated[Path | None, Option("--out", metavar="DIR", help="Folder of the models, that of jjj-kg by default.")]


@dataclass(frozen=True, slots=True)
class Made:
    """What a training run learnt from, and where it wrote."""

    models: str
    seed: int
    documents: int
    characters: int
    passages: int
    judged: int
    size: int


def train(
    corpus: Corpus = None,
    out: Out = None,
    seed: Annotated[int, Option("--seed", help="What chance starts from.")] = 0,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Train the models on the corpus's part `train`, in some half an hour; the old ones stay until the end."""
    session = Session.open(workspace, as_json)
    train_from = _trainer()
    with session.err.status("Training …") as status:

        def tell(done: str) -> None:
            session.note(done)
            status.update(f"Training … {done}")

        lessons = train_from(corpus, out, session.ontology, seed=seed, progress=tell)
    made = Made(
        str(lessons.models), seed, lessons.documents, lessons.characters, lessons.passages, lessons.judged, lessons.size
    )
    session.answer(made, _made)


def _trainer() -> Callable[..., Lessons]:
    try:
        from kg.extract.training.train import train_from  # noqa: PLC0415 - loads scikit-learn, which nothing else needs
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("kg."):
            raise
        raise TrainingError(f"training needs {error.name.partition('.')[0]}: pip install 'jjj-kg[train]'") from error
    return train_from


def _made(made: Made) -> Text:
    return Text(
        f"{made.models}: {made.size / 1e6:.1f} MB, from {made.documents} documents ({made.characters:,} characters) "
        f"and {made.passages:,} passages; confidence calibrated on {made.judged:,} judged relations"
    )
