"""A Neo4j Community server without containers: its libraries from Maven, one process, a folder of its own.

`python -m tests.neo4j.server` starts one for development (`make neo4j`); the tests start theirs through `running`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from threading import Thread, Timer
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent.parent
POM = Path(__file__).with_name("pom.xml")
CACHE = ROOT / ".neo4j"
"""Libraries lie here for as long as the checkout does; the folder is ignored by git."""
_PATIENCE = 180.0
"""Seconds that a server may take to start."""
_OPENED = ("java.base/java.nio", "java.base/java.lang", "java.base/sun.nio.ch")


class ServerFailed(RuntimeError):
    """The server could not be fetched or did not start; the message says what it printed."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers.

    Args:
        uri: its Bolt address.
        browser: address of the Neo4j Browser.
        user, password: whom it lets in.
        home: its folder.
        process: the process that it is.
    """

    uri: str
    browser: str
    user: str
    password: str
    home: Path
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def libraries(cache: Path = CACHE, *, version: str | None = None) -> Path:
    """The folder with the server's libraries, fetched once from Maven.

    Args:
        cache: where they are kept.
        version: another version of Neo4j than the one in `pom.xml`.

    Raises:
        ServerFailed: Maven is missing or cannot fetch them.
    """
    key = hashlib.sha256(POM.read_bytes() + (version or "").encode()).hexdigest()[:12]
    folder = cache / f"lib-{key}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerFailed("Maven is missing: install it (Debian: apt-get install maven) to run a Neo4j server")
    part = cache / f"part-{key}-{os.getpid()}"
    chosen = [f"-Dneo4j.version={version}"] if version else []
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={part}", "-DincludeScope=runtime"]
    command = [maven, "-q", "-B", "-f", str(POM), *chosen, *goal]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(part, ignore_errors=True)
        raise ServerFailed(f"Maven cannot fetch Neo4j: {(done.stdout + done.stderr)[-2000:]}")
    with suppress(OSError):
        part.rename(folder)
    shutil.rmtree(part, ignore_errors=True)
    return folder


def admin(home: Path, arguments: Sequence[str], *, java: str = "java", lib: Path | None = None) -> str:
    """What `neo4j-admin` prints when it is run on the server folder `home`.

    Raises:
        ServerFailed: it fails.
    """
    command = [*_java(java, lib or libraries(), "512m"), "org.neo4j.cli.AdminTool", *arguments]
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    # The importer leaves its report in the working directory.
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=home)
    if done.returncode:
        raise ServerFailed(f"neo4j-admin {' '.join(arguments)}: {(done.stdout + done.stderr)[-4000:]}")
    return done.stdout


def prepare(
    home: Path,
    password: str,
    *,
    bolt: int,
    http: int,
    settings: Mapping[str, str] | None = None,
    java: str = "java",
    lib: Path | None = None,
) -> None:
    """Make `home` the folder of a server that listens on loopback; one that is prepared keeps its data and password."""
    fresh = not (home / "conf" / "neo4j.conf").exists()
    (home / "conf").mkdir(parents=True, exist_ok=True)
    configured = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt}",
        "server.http.listen_address": f"127.0.0.1:{http}",
        "server.https.enabled": "false",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "server.memory.pagecache.size": "512m",
        "db.tx_log.rotation.retention_policy": "keep_none",
        **(settings or {}),
    }
    lines = (f"{key}={value}\n" for key, value in sorted(configured.items()))
    (home / "conf" / "neo4j.conf").write_text("".join(lines), encoding="utf-8")
    if fresh:
        admin(home, ["dbms", "set-initial-password", password], java=java, lib=lib)


@contextmanager
def running(
    home: Path,
    *,
    password: str = "",
    bolt: int = 0,
    http: int = 0,
    settings: Mapping[str, str] | None = None,
    heap: str = "1g",
    java: str = "java",
    lib: Path | None = None,
) -> Iterator[Server]:
    """A server in `home` that answers, ended when the block is left.

    Args:
        home: its folder, made if it is missing; its data stay there.
        password: of the user `neo4j`; by default a random one. A folder that was used before keeps the one it had.
        bolt, http: ports; by default free ones.
        settings: further lines of neo4j.conf.
        heap: of Java, both at the start and at most.
        java: which Java.
        lib: which libraries; by default those of `libraries()`.

    Raises:
        ServerFailed: it does not start.
    """
    lib = lib or libraries()
    password = password or _remembered(home)
    bolt, http = bolt or free_port(), http or free_port()
    prepare(home, password, bolt=bolt, http=http, settings=settings, java=java, lib=lib)
    main = [
        _entry_point(lib),
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
        "--console-mode",
    ]
    with subprocess.Popen(
        [*_java(java, lib, heap), *main],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            _await_start(process)
            yield Server(
                f"bolt://127.0.0.1:{bolt}", f"http://127.0.0.1:{http}/browser/", "neo4j", password, home, process
            )
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    """A port of loopback on which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _entry_point(lib: Path) -> str:
    """The class that starts the server, which is not the same in all versions; one of the libraries names it."""
    for jar in sorted(lib.glob("neo4j-[0-9]*.jar")):
        with ZipFile(jar) as files, suppress(KeyError):
            return files.read("META-INF/services/org.neo4j.server.startup.EntryPoint").decode("ascii").strip()
    raise ServerFailed(f"no library in {lib} says how to start a server; remove the folder and try again")


def _java(java: str, lib: Path, heap: str) -> list[str]:
    opened = [option for package in _OPENED for option in ("--add-opens", f"{package}=ALL-UNNAMED")]
    return [java, "-Dfile.encoding=UTF-8", f"-Xms{heap}", f"-Xmx{heap}", *opened, "-cp", f"{lib}/*"]


def _remembered(home: Path) -> str:
    """The password of the server in `home`, made and written down where only its owner reads it."""
    path = home / "password"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        # What begins with a dash would be taken for an option of neo4j-admin.
        path.write_text(f"n{token_urlsafe(18)}", encoding="ascii")
    return path.read_text(encoding="ascii")


def _await_start(process: subprocess.Popen[str]) -> None:
    if process.stdout is None:
        raise AssertionError
    told: list[str] = []
    watch = Timer(_PATIENCE, process.kill)
    watch.start()
    try:
        if _started(process.stdout, told):
            # Nobody reads on; a full pipe would stop the server.
            Thread(target=_drain, args=[process.stdout], daemon=True).start()
            return
    finally:
        watch.cancel()
    process.wait()
    raise ServerFailed(f"Neo4j did not start:\n{''.join(told)[-4000:]}")


def _started(output: Iterable[str], told: list[str]) -> bool:
    for line in output:
        told.append(line)
        if line.rstrip().endswith("Started."):
            return True
    return False


def _drain(output: Iterable[str]) -> None:
    with suppress(ValueError, OSError):
        for _ in output:
            pass


def main() -> None:
    """Run a server until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Run a Neo4j Community server for development, without containers.")
    parser.add_argument("--home", type=Path, default=CACHE / "server", help="its folder")
    parser.add_argument("--bolt", type=int, default=7687, help="port of Bolt")
    parser.add_argument("--http", type=int, default=7474, help="port of the Neo4j Browser")
    parser.add_argument("--version", help="another version of Neo4j than that of pom.xml")
    parser.add_argument("--java", default="java", help="which Java")
    options = parser.parse_args()
    try:
        lib = libraries(version=options.version)
        with running(options.home, bolt=options.bolt, http=options.http, java=options.java, lib=lib) as server:
            sys.stdout.write(
                f"Neo4j answers at {server.uri}; Browser: {server.browser}; user neo4j, password {server.password}\n"
            )
            sys.stdout.write("Ctrl-C ends it; its data stay.\n")
            sys.stdout.flush()
            with suppress(KeyboardInterrupt):
                server.process.wait()
    except ServerFailed as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
