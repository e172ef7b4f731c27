"""Asking: what is repeated and what is not, how long is waited, and what a person is told in the end."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field, replace

import pytest

from kg.errors import LLMError
from kg.extract.llm.client import LARGEST, Client, Reply
from kg.extract.llm.service import AnswerFormat, Service
from tests.kg.endpoint import Act, Endpoint, breaks_off, hangs_up, says, sends, stalls, trickles

MESSAGES = [{"role": "user", "content": '{"text": "天津"}'}]
SCHEMA = {"type": "object"}
KEY = "sk-not-a-real-key"


@dataclass
class Caller:
    """A client, how long it waited, and which of its requests repeated one."""

    service: Service
    waited: list[float] = field(default_factory=list)
    repeated: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._client = Client(self.service, self.waited.append)

    def ask(self) -> Reply:
        return self._client.ask(MESSAGES, SCHEMA, self.repeated.append)


@pytest.fixture
def service(endpoint: Endpoint) -> Service:
    return Service(endpoint.url, "tiny", KEY, timeout=5.0, retries=2)


def test_answer_and_tokens_come_back(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(says("找到了", usage=(812, 64)))
    assert Caller(service).ask() == Reply("找到了", False, False, 812, 64)


def test_request_follows_the_protocol(endpoint: Endpoint, service: Service) -> None:
    Caller(service).ask()
    [asked], [headers] = endpoint.asked, endpoint.headers
    assert (asked["path"], asked["model"], asked["messages"]) == ("/v1/chat/completions", "tiny", MESSAGES)
    assert asked["temperature"] == 0
    assert asked["response_format"]["json_schema"]["schema"] == SCHEMA
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert {name.lower(): value for name, value in headers.items()}["authorization"] == f"Bearer {KEY}"


def test_endpoint_without_schemas_is_asked_for_an_object(endpoint: Endpoint, service: Service) -> None:
    Caller(replace(service, answers=AnswerFormat.OBJECT)).ask()
    Caller(replace(service, answers=AnswerFormat.TEXT, temperature=None)).ask()
    assert endpoint.asked[0]["response_format"] == {"type": "json_object"}
    assert not {"response_format", "temperature"} & endpoint.asked[1].keys()


def test_tokens_that_are_not_told_are_unknown(endpoint: Endpoint, service: Service) -> None:
    wrong: tuple[object, ...] = (None, "many", [], {"prompt_tokens": -1, "completion_tokens": True})
    for told in wrong:
        endpoint.plays(says("", usage=told))
        reply = Caller(service).ask()
        assert (reply.prompt_tokens, reply.completion_tokens) == (None, None)


def test_cut_off_and_filtered_answers_are_told_apart(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(says('{"na', finish="length"), says(None, finish="content_filter"), says("", refusal="no"))
    replies = [Caller(service).ask() for _ in range(3)]
    assert [(reply.truncated, reply.refused) for reply in replies] == [(True, False), (False, True), (False, True)]


def test_rate_limit_is_waited_out_as_long_as_the_endpoint_says(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(sends(429, {}, retry_after="7"), says("好"))
    caller = Caller(service)
    assert caller.ask().text == "好"
    assert caller.waited == [7.0]
    assert caller.repeated == [False, True]


def test_waits_grow_where_the_endpoint_says_nothing(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(sends(500, b"oops"), sends(503, {}), hangs_up, breaks_off, says("好"))
    caller = Caller(replace(service, retries=4))
    assert caller.ask().text == "好"
    assert caller.waited == [1.0, 2.0, 4.0, 8.0]


def test_retry_after_that_is_a_date_or_nonsense_is_no_reason_to_fail(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(sends(429, {}, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"), sends(429, {}, retry_after="-5"))
    caller = Caller(service)
    caller.ask()
    assert caller.waited == [1.0, 2.0]


def test_wait_beyond_all_patience_is_an_error_that_says_so(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(sends(429, {}, retry_after="86400"))
    caller = Caller(service)
    with pytest.raises(LLMError, match="left alone for 86400 seconds"):
        caller.ask()
    assert caller.waited == []


def test_troubles_that_stay_are_told_with_address_and_number_of_attempts(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(*[sends(500, {"error": {"message": "out of memory"}})] * 3)
    with pytest.raises(LLMError) as told:
        Caller(service).ask()
    assert str(told.value) == (
        f"the language model at {endpoint.url} answered with status 500 (“out of memory”), asked 3 times"
    )


@pytest.mark.parametrize("act", [hangs_up, breaks_off])
def test_connection_that_closes_is_told(endpoint: Endpoint, service: Service, act: Act) -> None:
    endpoint.plays(*[act] * 3)
    with pytest.raises(LLMError, match="cannot be reached, or broke off"):
        Caller(service).ask()


def test_dead_endpoint_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    with pytest.raises(LLMError, match=rf"http://127\.0\.0\.1:{port}/v1 cannot be reached"):
        Caller(Service(f"http://127.0.0.1:{port}/v1", "tiny", retries=1)).ask()


def test_silence_is_given_up_after_the_time_out(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(stalls, says("好"))
    caller = Caller(replace(service, timeout=0.2))
    assert caller.ask().text == "好"
    assert caller.waited == [1.0]


def test_answer_that_never_ends_is_given_up_after_the_time_out(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(trickles)
    with pytest.raises(LLMError, match=r"did not end its answer within 0\.2 seconds"):
        Caller(replace(service, timeout=0.2, retries=0)).ask()


def test_huge_answer_is_not_read_to_its_end(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(sends(200, b" " * (LARGEST + 1)))
    with pytest.raises(LLMError, match="answered with more than 4,194,304 bytes"):
        Caller(service).ask()
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html>sign in</html>",
        b"",
        b"null",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": null}]}',
        b'{"choices": 3}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_not_the_protocol_is_told(endpoint: Endpoint, service: Service, body: bytes) -> None:
    endpoint.plays(*[sends(200, body)] * 3)
    with pytest.raises(LLMError, match="does not speak the protocol"):
        Caller(service).ask()


def test_request_that_is_wrong_is_not_repeated_and_the_way_out_is_told(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(sends(400, {"error": {"message": "unknown response_format"}}))
    with pytest.raises(LLMError, match="JJJ_LLM_FORMAT=object"):
        Caller(service).ask()
    assert len(endpoint.asked) == 1


def test_refused_key_ends_all_asking_and_is_not_shown(endpoint: Endpoint, service: Service) -> None:
    endpoint.plays(sends(401, {"error": {"message": f"bad key {KEY}\x1b[2J\n" + "x" * 900}}))
    caller = Caller(service)
    with pytest.raises(LLMError, match="check JJJ_LLM_KEY") as told:
        caller.ask()
    assert "bad key …" in str(told.value)
    assert KEY not in str(told.value)
    assert str(told.value).isprintable()
    assert len(str(told.value)) < 500
    with pytest.raises(LLMError, match="it was not asked again"):
        caller.ask()
    assert len(endpoint.asked) == 1


def test_endpoint_that_fails_three_times_in_a_row_is_not_asked_again(endpoint: Endpoint, service: Service) -> None:
    caller = Caller(replace(service, retries=0))
    endpoint.plays(hangs_up, hangs_up, says("好"), hangs_up, hangs_up, hangs_up)
    for expected in ("broke off", "broke off", None, "broke off", "broke off", "broke off", "not asked again"):
        if expected is None:
            caller.ask()
        else:
            with pytest.raises(LLMError, match=expected):
                caller.ask()
    assert len(endpoint.asked) == 6


def test_environment_of_the_library_decides_nothing(
    endpoint: Endpoint, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "someone-elses")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    Caller(replace(service, key="")).ask()
    assert "someone-elses" not in str(endpoint.headers)
