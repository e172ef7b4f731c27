"""The network of the trained recogniser: from features of tokens to the probability of every span being a name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from thinc.api import (
    Dropout,
    Embed,
    Linear,
    Maxout,
    Model,
    NumpyOps,
    chain,
    clone,
    concatenate,
    expand_window,
    residual,
)

from kg.extract.chain_field import Floats, Ints, Lattice, Tagset, TokenSpan
from kg.extract.features import COLUMNS

LEAST = 0.02
"""Spans less probable than this are not worth a thought."""

LONGEST = 30
"""Tokens of the longest name."""

_WIDTH, _DEPTH, _PIECES = 96, 3, 3
_WIDTHS: Mapping[str, int] = {
    "word": 64,
    "first": 24,
    "last": 32,
    "ending": 32,
    "tag": 16,
    "shape": 16,
    "cues": 24,
    "suffix": 24,
    "enclosed": 8,
    "often": 8,
    "mark": 32,
    "origin": 24,
    "under": 24,
    "over": 24,
}
_KNOWN_FROM: Mapping[str, int] = {"word": 2, "first": 2, "last": 2, "ending": 2, "origin": 3}
"""In how many documents a value must occur to be known; in one where nothing is said."""

_CELLS = 8_192
"""Tokens and padding of a batch of sentences, if they are many."""

_WEIGHTS, _VOCABULARY = "tagger.npz", "vocabulary.json"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values of each column that the network knows, numbered from 1; any other is 0."""

    tables: tuple[Mapping[str, int], ...]

    @classmethod
    def of(cls, documents: Iterable[Sequence[tuple[str, ...]]]) -> Vocabulary:
        """The values that enough of the documents, given as rows of features, hold."""
        held: list[Counter[str]] = [Counter() for _ in COLUMNS]
        for rows in documents:
            for counter, column in zip(held, zip(*rows, strict=True), strict=True):
                counter.update(set(column))
        return cls.listed(
            sorted(value for value, count in counter.items() if count >= _KNOWN_FROM.get(column, 1))
            for column, counter in zip(COLUMNS, held, strict=True)
        )

    @classmethod
    def listed(cls, columns: Iterable[Sequence[str]]) -> Vocabulary:
        """The vocabulary with these values, by column and in order."""
        return cls(tuple({value: number for number, value in enumerate(values, 1)} for values in columns))

    def numbers(self, rows: Sequence[tuple[str, ...]]) -> Ints:
        """One row of numbers per row of features."""
        columns = zip(self.tables, zip(*rows, strict=True), strict=True)
        numbered = [[table.get(value, 0) for value in column] for table, column in columns]
        return np.asarray(numbered, dtype=np.int64).T


class Tagger:
    """Embedded features, mixed and read by layers that each see one word to either side, under a chain field.

    Args:
        vocabulary: the values of features that it knows.
        types: the entity types that it tells apart.
        dropout: share of each layer's values that is dropped in training.
    """

    def __init__(self, vocabulary: Vocabulary, types: Sequence[str], dropout: float = 0.0) -> None:
        self.vocabulary = vocabulary
        self.tagset = Tagset(types)
        self.network = _network([len(table) for table in vocabulary.tables], self.tagset.size, dropout)
        self.transitions: Floats = np.zeros((self.tagset.size, self.tagset.size), dtype=np.float32)

    def spans(self, rows: Sequence[tuple[str, ...]], sentences: Sequence[tuple[int, int]]) -> list[TokenSpan]:
        """The likely names of a text, by sentence number and tokens within the text.

        Args:
            rows: features of its tokens.
            sentences: first and last token (exclusive) of each sentence.
        """
        scores = self.network.predict(self.vocabulary.numbers(rows))
        found: list[TokenSpan] = []
        for batch in batches(sentences):
            table, mask = padded(scores, batch)
            lattice = Lattice.of(table, self.transitions, mask, self.tagset)
            for span in lattice.spans(self.tagset, LEAST, LONGEST):
                offset = batch[span.sentence][0]
                found.append(TokenSpan(span.sentence, offset + span.first, offset + span.end, *span[3:]))
        return sorted(found)

    def round(self) -> None:
        """Give every weight the precision that it is stored with, so that a tagger read back is the same."""
        for node, name in _parameters(self.network):
            node.set_param(name, _rounded(node.get_param(name)))
        self.transitions = _rounded(self.transitions)

    def save(self, folder: Path) -> None:
        """Write weights and vocabulary; the same tagger always gives the same bytes."""
        weights = {
            f"{number:03}": node.get_param(name) for number, (node, name) in enumerate(_parameters(self.network))
        }
        arrays = {name: array.astype(np.float16) for name, array in weights.items()}
        arrays["transitions"] = self.transitions.astype(np.float16)
        np.savez_compressed(folder / _WEIGHTS, allow_pickle=False, **arrays)
        columns = {column: list(table) for column, table in zip(COLUMNS, self.vocabulary.tables, strict=True)}
        listed = {"types": self.tagset.types, "columns": columns}
        (folder / _VOCABULARY).write_text(json.dumps(listed, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Tagger:
        """The tagger that was saved in `folder`.

        Raises:
            OSError, ValueError, KeyError, TypeError: the files are missing, damaged, or of another version.
        """
        listed = json.loads((folder / _VOCABULARY).read_text(encoding="utf-8"))
        if list(listed["columns"]) != list(COLUMNS):
            raise ValueError(f"{_VOCABULARY} has the columns {', '.join(listed['columns'])}")
        tagger = cls(Vocabulary.listed(listed["columns"].values()), listed["types"])
        stored = BytesIO((folder / _WEIGHTS).read_bytes())
        try:
            with np.load(stored, allow_pickle=False) as arrays:
                for number, (node, name) in enumerate(_parameters(tagger.network)):
                    node.set_param(name, _shaped(arrays[f"{number:03}"], node.get_param(name).shape))
                tagger.transitions = _shaped(arrays["transitions"], tagger.transitions.shape)
        except Exception as error:  # an archive can be damaged in more ways than its readers have errors in common
            raise ValueError(f"{_WEIGHTS} is damaged ({type(error).__name__}: {error})") from error
        return tagger


def batches(sentences: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Sentences of like length together, so that a batch holds less padding than tokens, or little of either."""
    batch: list[tuple[int, int]] = []
    longest = tokens = 0
    for first, end in sorted(sentences, key=lambda sentence: (sentence[0] - sentence[1], sentence)):
        longest = longest or end - first
        cells = longest * (len(batch) + 1)
        if batch and cells > max(_CELLS, 2 * (tokens + end - first)):
            yield batch
            batch, longest, tokens = [], end - first, 0
        batch.append((first, end))
        tokens += end - first
    if batch:
        yield batch


def padded(scores: Floats, batch: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """The scores of a batch of sentences, padded to the longest, and the mask that says where a token is."""
    longest = max(end - first for first, end in batch)
    table = np.zeros((len(batch), longest, scores.shape[1]), dtype=np.float32)
    mask = np.zeros((len(batch), longest), dtype=np.float32)
    for row, (first, end) in enumerate(batch):
        table[row, : end - first] = scores[first:end]
        mask[row, : end - first] = 1
    return table, mask


def _network(sizes: Sequence[int], tags: int, dropout: float) -> Model[Any, Any]:
    columns = zip(COLUMNS, sizes, strict=True)
    embeds: list[Model[Any, Any]] = [
        Embed(_WIDTHS[name], size + 1, column=at) for at, (name, size) in enumerate(columns)
    ]
    mixed: Model[Any, Any] = Maxout(_WIDTH, sum(_WIDTHS.values()), nP=_PIECES, normalize=True, dropout=dropout)
    layer: Model[Any, Any] = chain(
        expand_window(1), Maxout(_WIDTH, _WIDTH * 3, nP=_PIECES, normalize=True, dropout=dropout)
    )
    read: Model[Any, Any] = clone(residual(layer), _DEPTH)
    scored: Model[Any, Any] = Linear(tags, _WIDTH)
    network: Model[Any, Any] = chain(concatenate(*embeds), Dropout(dropout), mixed, read, scored)
    network._to_ops(NumpyOps())  # whatever else is installed, the same arithmetic everywhere
    network.initialize()
    return network


def _parameters(network: Model[Any, Any]) -> Iterator[tuple[Any, str]]:
    """Every weight of the network, in an order that is always the same."""
    for node in network.walk():
        for name in sorted(node.param_names):
            if node.has_param(name):
                yield node, name


def _rounded(weights: Floats) -> Floats:
    return weights.astype(np.float16).astype(np.float32)


def _shaped(stored: Floats, shape: tuple[int, ...]) -> Floats:
    if stored.shape != shape:
        raise ValueError(f"{_WEIGHTS} has weights of the shape {stored.shape} where {shape} is needed")
    return stored.astype(np.float32)
