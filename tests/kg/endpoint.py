"""A language model's endpoint: a real HTTP server on a free port that speaks the chat protocol, or misbehaves on order.

`endpoint.plays(…)` queues what it does with the next requests, by default it finds nothing in any text;
`endpoint.asked` holds the requests that came.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Act = Callable[[BaseHTTPRequestHandler, threading.Event], None]
"""What is done with one request; the event is set when the server is to end."""


class Endpoint:
    """The server as tests see it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self._acts: deque[Act] = deque()

    def plays(self, *acts: Act) -> None:
        """Forget what was queued and asked, and do these things with the next requests."""
        self._acts = deque(acts)
        self.asked.clear()
        self.headers.clear()

    @property
    def texts(self) -> list[str]:
        """The windows that were asked about."""
        return [json.loads(asked["messages"][1]["content"])["text"] for asked in self.asked]

    def act(self) -> Act:
        """What to do with the request that has just come."""
        return self._acts.popleft() if self._acts else says()

    @classmethod
    @contextmanager
    def serving(cls) -> Iterator[Endpoint]:
        """A running endpoint."""
        ending = threading.Event()
        server = _Server(("127.0.0.1", 0), BaseHTTPRequestHandler)
        endpoint = cls(f"http://127.0.0.1:{server.server_address[1]}/v1")

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                endpoint.asked.append(json.loads(body) | {"path": self.path})
                endpoint.headers.append(dict(self.headers))
                endpoint.act()(self, ending)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        server.RequestHandlerClass = Handler
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield endpoint
        finally:
            ending.set()
            server.shutdown()
            server.server_close()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """An endpoint of this test alone."""
    with Endpoint.serving() as running:
        yield running


def answer(*names: tuple[str, ...], statements: tuple[dict[str, Any], ...] = ()) -> str:
    """A model's answer: names as (surface, type) or (surface, type, full name), and statements."""
    said = [{"surface": n[0], "type": n[1], "full_name": n[2] if len(n) > 2 else n[0]} for n in names]
    return json.dumps({"names": said, "statements": list(statements)}, ensure_ascii=False)


def statement(subject: str, predicate: str, target: str, evidence: str, **more: Any) -> dict[str, Any]:
    """A statement in a model's answer; qualifiers as keyword `qualifiers={"amount": "500万元"}`."""
    qualifiers = [{"name": name, "text": text} for name, text in more.pop("qualifiers", {}).items()]
    made = {"subject": subject, "predicate": predicate, "object": target, "evidence": evidence, "status": "asserted"}
    return made | more | {"qualifiers": qualifiers}


def says(content: object = None, *, finish: str = "stop", usage: object = (100, 20), **message: object) -> Act:
    """Answer as the protocol has it."""
    counted = {"prompt_tokens": usage[0], "completion_tokens": usage[1]} if isinstance(usage, tuple) else usage
    spoken = {"role": "assistant", "content": answer() if content is None else content, **message}
    choice = {"index": 0, "finish_reason": finish, "message": spoken}
    return sends(200, {"id": "1", "object": "chat.completion", "choices": [choice], "usage": counted})


def sends(status: int, body: object, **headers: str) -> Act:
    """Answer with a status, a body (bytes as they are, all else as JSON) and headers (`retry_after="3"`)."""
    sent = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()

    def act(handler: BaseHTTPRequestHandler, _: threading.Event) -> None:
        handler.send_response(status)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(sent)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(sent)

    return act


def hangs_up(handler: BaseHTTPRequestHandler, _: threading.Event) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


def breaks_off(handler: BaseHTTPRequestHandler, _: threading.Event) -> None:
    """Close the connection in the middle of an answer."""
    handler.send_response(200)
    handler.send_header("content-length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')


def stalls(_: BaseHTTPRequestHandler, ending: threading.Event) -> None:
    """Say nothing until the test is over."""
    ending.wait()


def trickles(handler: BaseHTTPRequestHandler, ending: threading.Event) -> None:
    """Send a space at a time, for ever."""
    handler.send_response(200)
    handler.end_headers()
    while not ending.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()
