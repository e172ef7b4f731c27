"""Records in, pairs out: reads keys in several processes, sorts them into blocks, and lets the nearest meet."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from kg.resolve.blocking.blocks import Blocks, Keyed, Looks, Rows, asks, looks
from kg.resolve.blocking.hashing import Hashes, Texts, mixed
from kg.resolve.blocking.keys import KeyReader, Keys
from kg.resolve.blocking.kinds import DAMAGED, GRAM, KINDS, MOST, MOST_OF_VAGUE
from kg.resolve.blocking.meeting import together
from kg.resolve.blocking.records import Blocked, Record, Tally
from kg.resolve.blocking.shortened import Phrases, shortened

SHORT = "short"
"""The kind under which short names that keep characters of full ones are counted."""

_CHUNK = 20_000
"""Records whose keys are read at once."""


def block(records: Sequence[Record], reader: KeyReader, *, processes: int = 1) -> Blocked:
    """The pairs of records that are worth comparing; the same whatever the order of the records.

    Args:
        records: what is compared.
        reader: reads their keys.
        processes: how many read keys at once; a second one pays from some 50,000 records on.
    """
    order = sorted(range(len(records)), key=lambda place: _content(records[place]))
    read = _gathered(_read_all(records, order, reader, processes))
    tallies: dict[str, Tally] = {}
    codes, outranked = _meet(read, len(records), processes, tallies)
    codes = np.union1d(codes, _short(read.phrases, tallies))
    places = np.array(order, np.int64)
    one, other = places[(codes >> np.uint64(32)).astype(np.int64)], places[(codes & np.uint64(0xFFFFFFFF)).astype(int)]
    left, right = np.minimum(one, other), np.maximum(one, other)
    final = np.lexsort((right, left))
    return Blocked(left[final], right[final], tallies, outranked)


@dataclass(frozen=True, slots=True)
class _Read:
    """The keys of some records, hashed."""

    keyed: dict[str, Keyed]
    phrases: Phrases
    vague: Rows


def _content(record: Record) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return record.name, record.type, record.aliases, record.identifiers


def _read_all(records: Sequence[Record], order: Sequence[int], reader: KeyReader, processes: int) -> Iterator[_Read]:
    chunks = (
        [(number, records[order[number]]) for number in range(start, min(start + _CHUNK, len(order)))]
        for start in range(0, len(order), _CHUNK)
    )
    if processes == 1:
        yield from (_hashed(reader.read(chunk)) for chunk in chunks)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy the caller's threads and open files
    with ProcessPoolExecutor(processes, context, _start, (reader,)) as pool:
        yield from pool.map(_read, chunks)


_READER: list[KeyReader] = []
"""What a process of its own reads keys with; empty in every other."""


def _start(reader: KeyReader) -> None:
    _READER[:] = [reader]


def _read(chunk: Sequence[tuple[int, Record]]) -> _Read:
    return _hashed(_READER[0].read(chunk))


def _hashed(keys: Keys) -> _Read:
    keyed = {}
    for kind, held in keys.keys.items():
        sums = Texts.of([key for _, key in held]).sums()
        keyed[kind] = Keyed(_rows(held), mixed(sums))
    keyed[DAMAGED] = _damaged(keys)
    keyed[GRAM] = _grams(keys)
    texts = [text for _, text, _ in keys.phrases]
    rows = np.array([number for number, _, _ in keys.phrases], np.int64)
    short = np.array([short for _, _, short in keys.phrases], bool)
    return _Read(keyed, Phrases(texts, rows, short), np.array(keys.vague, np.int32))


def _rows(held: Sequence[tuple[int, object]]) -> Rows:
    return np.array([number for number, _ in held], np.int32)


_SHORTEST_DAMAGED = 4


def _damaged(keys: Keys) -> Keyed:
    """Each name as it is and with each of its characters left out: names that differ by one share one of these."""
    held = [(number, text) for number, text in keys.written if len(text) >= _SHORTEST_DAMAGED]
    rows = _rows(held)
    texts = Texts.of([text for _, text in held])
    return _by_row(np.concatenate([rows, rows[texts.owners]]), np.concatenate([texts.sums(), texts.without_one()]))


def _grams(keys: Keys) -> Keyed:
    """Two or three characters that stand together, and two with the province."""
    rows = np.array([number for number, _, _ in keys.cores], np.int32)
    texts = Texts.of([core for _, core, _ in keys.cores])
    provinces = mixed(Texts.of([province for _, _, province in keys.cores]).sums())
    placed = np.array([bool(province) for _, _, province in keys.cores], bool)
    twos, threes = texts.stretches(2), texts.stretches(3)
    here = placed[twos[0]]
    owners = np.concatenate([twos[0], threes[0], twos[0][here]])
    within = mixed(twos[1][here]) ^ provinces[twos[0][here]]
    return _by_row(rows[owners], np.concatenate([twos[1], threes[1], within]))


def _by_row(rows: Rows, hashes: Hashes) -> Keyed:
    order = np.argsort(rows, kind="stable")
    return Keyed(rows[order], mixed(hashes[order]))


def _gathered(parts: Iterator[_Read]) -> _Read:
    """The keys of all records, in their order."""
    read = list(parts)
    keyed = {}
    for kind in KINDS:
        of_kind = [part.keyed.pop(kind) for part in read if kind in part.keyed]
        if of_kind:
            rows, hashes = (np.concatenate(side) for side in zip(*((k.rows, k.hashes) for k in of_kind), strict=True))
            keyed[kind] = Keyed(rows, hashes)
    phrases = Phrases(
        [text for part in read for text in part.phrases.texts],
        np.concatenate([np.empty(0, np.int64), *(part.phrases.rows for part in read)]),
        np.concatenate([np.empty(0, bool), *(part.phrases.short for part in read)]),
    )
    return _Read(keyed, phrases, np.concatenate([np.empty(0, np.int32), *(part.vague for part in read)]))


def _meet(read: _Read, records: int, workers: int, tallies: dict[str, Tally]) -> tuple[Hashes, int]:
    """Pairs by blocks, as the smaller number above the larger one, and how often one was outranked."""
    asking = {kind.answers for kind in KINDS.values()}
    blocks: dict[str, Blocks] = {}
    looking: list[tuple[Rows, Looks]] = []
    for name, kind in KINDS.items():
        if name in read.keyed and not kind.answers:
            made = Blocks.of(read.keyed.pop(name), shared=name not in asking)
            found, tallies[name] = looks(made, kind, records)
            looking.append((made.members, found))
            if name in asking:
                blocks[name] = made
    for name, kind in KINDS.items():
        if name in read.keyed and kind.answers in blocks:
            found, tallies[name] = asks(read.keyed.pop(name), blocks[kind.answers], kind, records)
            looking.append((blocks[kind.answers].members, found))
    most = np.full(records, MOST, np.int64)
    most[read.vague] = MOST_OF_VAGUE
    return together(looking, most).pairs(workers) if looking else (np.empty(0, np.uint64), 0)


def _short(phrases: Phrases, tallies: dict[str, Tally]) -> Hashes:
    ones, others, tallies[SHORT] = shortened(phrases)
    low, high = np.minimum(ones, others).astype(np.uint64), np.maximum(ones, others).astype(np.uint64)
    return (low << np.uint64(32)) | high
