"""The model card: what the trained components are, what they were made from, how sure they are, what they are not."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.training.corpus import Annotated
from kg.extract.training.phrases import Phrase
from kg.extract.training.relations import LEAST, Trained
from kg.extract.training.reliability import calibration_error, reliability

_SHOWN = 0.5
"""Probability from which the table shows what only the model sees: more than is told, so that the bar can be judged."""

_TEXT = """# The trained components

Written by `jjj train` (seed {seed}); the same command gives the same files on the same machine. Do not edit.

| folder | component | what it is |
|---|---|---|
| `recogniser/` | recogniser | a small convolutional tagger with a linear chain, over words and the marks of the rules |
| `recogniser/` | mentions | a logistic arbiter that decides among what rules and tagger propose |
| `relation_scorer/` | relation_scorer | a linear model over hashed features of pairs of names, and its calibration |

## Made from

{documents} annotated documents ({characters:,} characters, part `train` of `data/corpus`) with {names:,} annotated
names and {relations:,} relations, and {passages:,} passages of the phrase book (`data/phrases`). All of it was
written for this project, in its own words; no other text and no pretrained model went in. Its makers and its limits
are in `data/corpus/README.md`; the components share the licence of the project.

## How sure it is

Of what the scorer says of documents that neither it nor the authors of the rules had seen (the folds of its own
training), this share is right; of what only the model sees, from {shown} on. Calibration was fitted to the same
answers, by {weights} weights; `docs/extraction.md` holds the same table for documents that took no part in training.

| confidence | relations | mean confidence | share right |
|---|---|---|---|
{bins}

Expected calibration error: {error:.3f}. A relation is told from {rule} where a rule claims it, and from {model} where
only the model sees it.

## Not for

- Texts unlike Chinese news, notices and profiles of firms: it has seen nothing else.
- Deciding by itself. A statement carries its evidence; below a confidence of 0.8 read it before you rely on it.
- Dense texts: annotators of the corpus wrote down more per page than news usually tells, so confidence may be a little
  high on pages that tell little.
"""


def card(documents: Sequence[Annotated], passages: Sequence[Phrase], trained: Trained, seed: int) -> str:
    """The model card of a training run."""
    judged = [(trained.scorer.probability(evidence), truth) for evidence, truth in trained.judged]
    told = [
        (p, truth)
        for (p, truth), (evidence, _) in zip(judged, trained.judged, strict=True)
        if p >= (LEAST["rule"] if evidence.rule else _SHOWN)
    ]
    bins = reliability(told)
    rows = (f"| {b.low:.1f}–{b.high:.1f} | {b.count} | {b.confidence:.2f} | {b.right:.2f} |" for b in bins)
    return _TEXT.format(
        seed=seed,
        documents=len(documents),
        characters=sum(len(annotated.document.text) for annotated in documents),
        names=sum(len(annotated.types()) for annotated in documents),
        relations=sum(len(annotated.relations) for annotated in documents),
        passages=len(passages),
        weights=len(trained.scorer.calibration),
        bins="\n".join(rows),
        error=calibration_error(bins),
        shown=_SHOWN,
        rule=LEAST["rule"],
        model=LEAST["model"],
    )
