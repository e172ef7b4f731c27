"""How fast graphs are published and asked in both stores, beside the bare drivers, the databases' own path searches
and networkx.

Everything is measured in the same run on the same made graph (`benchmarks/graphs.py`), each thing in a process of its
own. A peer that cannot run is told in the tables.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib.metadata import version
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from benchmarks import asking
from benchmarks.extraction import machine, peak
from benchmarks.graphs import made_graph
from kg.model import KnowledgeGraph
from kg.ontology import Ontology
from kg.settings import GraphServer
from kg.store import EmbeddedStore
from kg.store.bolt import BoltStore
from kg.store.layout import Layout
from tests.neo4j.server import Server, ServerFailed, running

_ROOT = Path(__file__).parents[1]
_HEADING, _LARGE_HEADING = "## Stores", "## Stores of millions"
_NORMAL, _LARGE = (100_000, 500_000), (1_000_000, 5_000_000)
_QUESTIONS = 200
_ENOUGH = 20.0
"""Seconds after which a question is asked no further: some ways take seconds for each answer."""
_BATCH = 10_000
_MIB = 1 << 20
Told = dict[str, Any]


def main() -> None:
    """Print what was measured; with --into, as a section of that page, in place of the one there."""
    arguments = _arguments()
    if arguments.measure:
        sys.stdout.write(json.dumps(MEASURES[arguments.measure](arguments)))
        return
    size = (arguments.entities, arguments.relations) if arguments.entities else _LARGE if arguments.large else _NORMAL
    heading = _LARGE_HEADING if size == _LARGE else _HEADING
    told = _all(size, arguments.questions, neo4j=not arguments.embedded_only)
    section = "\n".join((heading, "", *_section(told, size))) + "\n"
    sys.stdout.write(section)
    if arguments.into:
        page = arguments.into.read_text(encoding="utf-8")
        before, _, rest = page.partition(f"{heading}\n")
        after = rest[at:] if (at := rest.find("\n## ")) >= 0 else ""
        arguments.into.write_text(f"{before.rstrip()}\n\n{section}{after}", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, metavar="FILE", help="also write the section into this page")
    parser.add_argument("--large", action="store_true", help="a million entities and five million relations")
    parser.add_argument("--entities", type=int, help="how many to make, instead")
    parser.add_argument("--relations", type=int, help="how many to make, instead")
    parser.add_argument("--questions", type=int, default=_QUESTIONS, help="how many of each are asked")
    parser.add_argument("--embedded-only", action="store_true", help="leave Neo4j out")
    parser.add_argument("--measure", choices=sorted(MEASURES), help="measure one thing in this process, as JSON")
    parser.add_argument("--folder", type=Path, help="of the embedded store that is measured")
    return parser.parse_args()


def _all(size: tuple[int, int], questions: int, *, neo4j: bool) -> Mapping[str, Told]:
    """Everything that was measured, by what it was."""
    with tempfile.TemporaryDirectory(prefix="stores-") as name:
        folder = Path(name)
        measure = _Measuring(folder, size, questions)
        told = {what: measure(what) for what in ("embedded: publish", "embedded: ask", "embedded: by hand", "networkx")}
        if neo4j:
            for what, then in (("neo4j: publish by hand", ()), ("neo4j: publish", ("neo4j: ask", "neo4j: by hand"))):
                told |= _with_server(folder / what.replace(" ", "-").replace(":", ""), measure, (what, *then, *then))
    return told


def _with_server(home: Path, measure: _Measuring, what: Iterable[str]) -> dict[str, Told]:
    try:
        with running(home, heap="3g", settings={"server.memory.pagecache.size": "2g"}) as server:
            told: dict[str, Told] = {}
            for each in what:
                told[each] = _after(told.get(each), measure(each, server))
            told["server"] = {"peak": _peak_of(server.process.pid)}
            return told
    except ServerFailed as error:
        return {each: {"failed": str(error).partition("\n")[0]} for each in what}


def _after(before: Told | None, told: Told) -> Told:
    """What was measured the second time, when the server knew the questions of all who ask; the first question counts
    as it came the first time.
    """
    for label, question in told.get("questions", {}).items():
        if before and label in before.get("questions", {}):
            question["first"] = before["questions"][label]["first"]
    return told


class _Measuring:
    """Measures one thing after the other, each in a process of its own."""

    def __init__(self, folder: Path, size: tuple[int, int], questions: int) -> None:
        entities, relations = map(str, size)
        self._options = ["--entities", entities, "--relations", relations, "--questions", str(questions)]
        self._folder = folder / "embedded"

    def __call__(self, what: str, server: Server | None = None) -> Told:
        begun = time.perf_counter()
        command = [sys.executable, "-m", "benchmarks.stores", "--measure", what, "--folder", str(self._folder)]
        secret = {"BENCH_URI": server.uri, "BENCH_PASSWORD": server.password} if server else {}
        done = subprocess.run(  # noqa: S603  our own module
            [*command, *self._options], stdout=subprocess.PIPE, cwd=_ROOT, env={**os.environ, **secret}, check=False
        )
        sys.stderr.write(f"{what}: {time.perf_counter() - begun:.0f} seconds\n")
        found: Told = json.loads(done.stdout) if done.returncode == 0 else {"failed": "it broke down"}
        return found


def _server() -> GraphServer:
    return GraphServer(os.environ["BENCH_URI"], "neo4j", os.environ["BENCH_PASSWORD"])


def _graph(arguments: argparse.Namespace) -> KnowledgeGraph:
    return made_graph(arguments.entities, arguments.relations)


def _publishing(work: Callable[[KnowledgeGraph], None], arguments: argparse.Namespace) -> Told:
    graph = _graph(arguments)
    holding, begun = peak(), time.perf_counter()
    work(graph)
    seconds = time.perf_counter() - begun
    rows = len(graph.entities) + len(graph.relations) + len(graph.documents)
    return {"seconds": seconds, "rows": rows, "graph": holding, "peak": peak()}


def _publish_embedded(arguments: argparse.Namespace) -> Told:
    folder: Path = arguments.folder

    def write(graph: KnowledgeGraph) -> None:
        with EmbeddedStore(folder) as store:
            store.write(graph)

    told = _publishing(write, arguments)
    [database], [index] = folder.glob("graph-*"), folder.glob("index-*")
    return told | {
        "database": database.stat().st_size / _MIB,
        "index": sum(path.stat().st_size for path in index.iterdir()) / _MIB,
        "arrays": sum(path.stat().st_size for path in index.glob("*.npy")) / _MIB,
    }


def _publish_neo4j(arguments: argparse.Namespace) -> Told:
    def write(graph: KnowledgeGraph) -> None:
        with BoltStore(_server()) as store:
            store.write(graph)

    return _publishing(write, arguments)


def _publish_by_hand(arguments: argparse.Namespace) -> Told:
    return _publishing(_unwind, arguments)


def _unwind(graph: KnowledgeGraph) -> None:
    """The same rows by UNWIND through the bare driver, as one would type it: no digest compared, nothing resumable."""
    layout = Layout(graph, Ontology.load())
    nodes = sorted(graph.entities, key=lambda entity: entity.type)
    links = sorted(graph.relations, key=lambda relation: relation.predicate)
    server = _server()
    with asking.opened(server) as driver, driver.session(database=server.database) as session:

        def send(text: str, rows: Iterator[Mapping[str, object]]) -> None:
            while batch := list(islice(rows, _BATCH)):
                session.execute_write(lambda tx: tx.run(text, rows=batch).consume())

        for label in ("Entity", "Document"):
            session.run(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
        documents = ({**layout.document(each).properties} for each in graph.documents)
        send("UNWIND $rows AS row CREATE (n:Document) SET n = row", documents)
        for type_, some in groupby(nodes, key=lambda entity: entity.type):
            made = map(layout.entity, some)
            rows = ({"properties": node.properties, "mentions": node.mentions} for node in made)
            labels = ":".join(layout.terms.labels(type_))
            send(
                f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row.properties WITH n, row "
                "UNWIND row.mentions AS id MATCH (d:Document {id: id}) CREATE (d)-[:MENTIONS]->(n)",
                rows,
            )
        for predicate, several in groupby(links, key=lambda relation: relation.predicate):
            found = map(layout.relation, several)
            rows = ({"start": each.start, "end": each.end, "properties": each.properties} for each in found)
            send(
                "UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end}) "
                f"CREATE (a)-[r:{layout.terms.kind(predicate)}]->(b) SET r = row.properties",
                rows,
            )


Means = AbstractContextManager[Callable[[asking.Question], asking.Ask | None]]


def _asked(means: Callable[[argparse.Namespace], Means]) -> Callable[[argparse.Namespace], Told]:
    def measure(arguments: argparse.Namespace) -> Told:
        with EmbeddedStore(arguments.folder) as store:
            pairs = asking.Pairs.of(store.index(), arguments.questions)
        before, begun = peak(), time.perf_counter()
        with means(arguments) as ways:
            ready = time.perf_counter() - begun
            told = {
                question.label: _timed(way, pairs.anyone if question.anyone else pairs.asked)
                for question in asking.QUESTIONS
                if (way := ways(question))
            }
        return {"ready": ready, "peak": peak(), "before": before, "questions": told}

    return measure


def _timed(way: asking.Ask, pairs: Sequence[tuple[str, str]]) -> Told:
    """Milliseconds of the first question, the middle one, and the slow ones, those of processor time that the middle
    one took in this process, how many were asked before it took too long, and how much was found on the average.
    """
    times: list[float] = []
    worked: list[float] = []
    found = 0
    for one, other in pairs:
        if sum(times) > 1000 * _ENOUGH:
            break
        begun, idle = time.perf_counter(), time.process_time()
        found += way(one, other)
        times.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - idle))
    ranked = sorted(times)
    shares = {f"p{share}": ranked[min(len(ranked) * share // 100, len(ranked) - 1)] for share in (50, 95, 99)}
    return {
        "first": times[0],
        **shares,
        "cpu": sorted(worked)[len(worked) // 2],
        "found": found / len(times),
        "asked": len(times),
    }


MEASURES: Mapping[str, Callable[[argparse.Namespace], Told]] = {
    "embedded: publish": _publish_embedded,
    "embedded: ask": _asked(lambda arguments: asking.ours_embedded(arguments.folder)),
    "embedded: by hand": _asked(lambda arguments: asking.ladybug_by_hand(arguments.folder)),
    "networkx": _asked(lambda arguments: asking.in_memory(arguments.folder)),
    "neo4j: publish": _publish_neo4j,
    "neo4j: publish by hand": _publish_by_hand,
    "neo4j: ask": _asked(lambda _: asking.ours_neo4j(_server())),
    "neo4j: by hand": _asked(lambda _: asking.driver_by_hand(_server())),
}
_LABELS = {
    "embedded: publish": "embedded store",
    "neo4j: publish": "Neo4j, `jjj publish`",
    "neo4j: publish by hand": "Neo4j, UNWIND through the bare driver",
    "embedded: ask": "embedded store",
    "embedded: by hand": "Ladybug, Cypher typed by hand",
    "neo4j: ask": "Neo4j",
    "neo4j: by hand": "Neo4j, Cypher typed by hand",
    "networkx": "networkx in memory",
}


def _section(told: Mapping[str, Told], size: tuple[int, int]) -> Iterator[str]:
    yield from (
        f"A made graph (`benchmarks/graphs.py`): {size[0]:,} entities besides regions, {size[1]:,} relations besides",
        "the tree of regions. Whom is asked about is drawn as people ask, mostly the well connected, one in ten among",
        "the hundred greatest hubs; “anyone” is drawn evenly. Milliseconds; `first` is the first question, CPU is",
        "processor time of the process that asks.",
    )
    tools = (
        f"{machine()}; Python {platform.python_version()}, Ladybug {version('ladybug')}, networkx {version('networkx')}"
    )
    if any(what.startswith("neo4j") for what in told):
        yield from (
            "A server becomes faster with every question, so both who ask Neo4j ask everything twice, in turn, and the",
            "second time counts.",
            f"{tools}, driver of Neo4j {version('neo4j')}; the server is that of `tests/neo4j/pom.xml`.",
        )
    else:
        yield f"{tools}. Neo4j was not measured."
    yield from (
        "",
        "| publishing | seconds | rows a second | graph in memory, MiB | peak memory, MiB |",
        "|---|---:|---:|---:|---:|",
    )
    for what in ("embedded: publish", "neo4j: publish", "neo4j: publish by hand"):
        if what in told:
            yield _published(_LABELS[what], told[what])
    yield from _notes(told)
    yield from (
        "",
        "| question | means | asked | first | p50 | p95 | p99 | p50 of CPU | found |",
        "|---|---|" + "---:|" * 7,
    )
    for question in asking.QUESTIONS:
        for what in ("embedded: ask", "embedded: by hand", "neo4j: ask", "neo4j: by hand", "networkx"):
            found = told.get(what, {}).get("questions", {}).get(question.label)
            if found:
                times = " | ".join(f"{found[key]:,.1f}" for key in ("first", "p50", "p95", "p99", "cpu"))
                yield f"| {question.label} | {_LABELS[what]} | {found['asked']} | {times} | {found['found']:,.1f} |"
    yield ""
    if any(what.endswith("by hand") for what in told):
        yield "By hand, one Cypher text gives what a person would ask for in one go; paths are then the shortest, not"
        yield "the most telling."
    yield "networkx finds the cheapest path of any length over the same prices, without texts or limits."


def _published(label: str, told: Told) -> str:
    if "failed" in told:
        return f"| {label} | {told['failed']} | | | |"
    rate = told["rows"] / told["seconds"]
    return f"| {label} | {told['seconds']:,.1f} | {rate:,.0f} | {told['graph']:,.0f} | {told['peak']:,.0f} |"


def _notes(told: Mapping[str, Told]) -> Iterator[str]:
    wrote = told["embedded: publish"]
    yield ""
    if "database" in wrote:
        sizes = (f"{wrote[part]:,.0f} MiB" for part in ("database", "index", "arrays"))
        yield "The embedded database takes {} on disk, its index {}, of which {} are arrays.".format(*sizes)
    for what in ("embedded: ask", "networkx", "neo4j: ask"):
        if "peak" in told.get(what, {}):
            found = told[what]
            memory = f"peak of memory {found['peak']:,.0f} MiB, {found['before']:,.0f} MiB of it before"
            yield f"Asking, {_LABELS[what]}: {found['ready']:,.1f} seconds until ready, {memory}."
    if "server" in told:
        yield f"Peak memory of the Neo4j server: {told['server']['peak']:,.0f} MiB."
    for what, found in told.items():
        if "failed" in found and "publish" not in what:
            yield f"{_LABELS[what]}: {found['failed']}."


def _peak_of(process: int) -> float:
    """The peak of another process's resident memory, in MiB; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    [line] = [line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
