"""Divides the annotated corpus into train, dev and test, so that no organisation of one part is named in another.

Run as a module it writes `data/corpus/split.tsv`: `python -m kg.extract.training.split`.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from kg.extract.training.corpus import SPLIT, Annotated, Part, annotated_documents, read_before
from kg.gazetteer import Gazetteer
from kg.settings import shipped
from kg.text import fold

SHARES: Mapping[Part, float] = {Part.TRAIN: 0.72, Part.DEV: 0.08, Part.TEST: 0.20}
"""Share of the characters that each part should hold."""

_PUBLIC = frozenset({"Region", "Person", "Technology", "Industry", "GovernmentAgency", "Organization"})
"""Types whose names may be met in every part: words, people, and authorities and papers, which every page names."""

_HEADING = """# Which part of the corpus each document is in, made by kg/extract/training/split.py (`make split`).
# read: yes where authors of the rules read, or might have read, errors on it, so that it must not measure anything.
document\tpart\tread
"""


def organisations(annotated: Annotated, gazetteer: Gazetteer) -> set[str]:
    """Names in a document of organisations that are on no public list, folded; short forms included."""
    listed = {e.id for e in annotated.entities if any(gazetteer.lookup(surface) for surface in e.surfaces)}
    return {
        fold(surface)
        for entity in annotated.entities
        if entity.type not in _PUBLIC and entity.id not in listed
        for surface in entity.surfaces
    }


def divide(documents: Sequence[Annotated], read: frozenset[str], gazetteer: Gazetteer) -> dict[str, Part]:
    """Part of each document by its name: documents that share an organisation stay together.

    Args:
        documents: all of the corpus.
        read: names of documents that must be in TRAIN.
        gazetteer: its names may be met in every part.
    """
    sizes = {annotated.name: len(annotated.document.text) for annotated in documents}
    total, filled = sum(sizes.values()), dict.fromkeys(Part, 0)
    parts: dict[str, Part] = {}
    for group in _groups(documents, gazetteer):
        size = sum(sizes[name] for name in group)
        wanting = {part: SHARES[part] - (filled[part] + size / 2) / total for part in Part}
        part = Part.TRAIN if read & set(group) else max(Part, key=lambda p: (wanting[p], p.value))
        filled[part] += size
        parts |= dict.fromkeys(group, part)
    return parts


def _groups(documents: Iterable[Annotated], gazetteer: Gazetteer) -> list[list[str]]:
    """Documents that share organisations, large groups first and equals in an order that their names do not tell."""
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    for annotated in documents:
        graph.add_node(("document", annotated.name))
        graph.add_edges_from(
            (("document", annotated.name), ("name", name)) for name in organisations(annotated, gazetteer)
        )
    groups = [sorted(name for kind, name in nodes if kind == "document") for nodes in nx.connected_components(graph)]
    return sorted(groups, key=lambda group: (-len(group), hashlib.sha256(group[0].encode()).digest()))


def main() -> int:
    """Write the table anew, keeping which documents were read."""
    folder = shipped("data", "corpus")
    read = read_before(folder / SPLIT)
    documents = list(annotated_documents(folder, None))
    parts = divide(documents, read, Gazetteer.load())
    rows = (f"{name}\t{part}\t{'yes' if name in read else 'no'}\n" for name, part in sorted(parts.items()))
    (folder / SPLIT).write_text(_HEADING + "".join(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
