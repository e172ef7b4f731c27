"""Asks an endpoint over HTTP. The only module that knows the `openai` library; it alone sees the key.

Requests are repeated here rather than by the library, because an answer that breaks off half-way counts as a failure
too, and so that whoever asks can count what was spent.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import openai

from kg.errors import LLMError
from kg.extract.llm.prompt import Messages
from kg.extract.llm.service import AnswerFormat, Service

LARGEST = 4 * 1024 * 1024
"""Bytes of the largest answer that is read; one about a window has some thousand."""
LONGEST_WAIT = 300.0
"""Seconds that an endpoint may ask a caller to wait before it tries again."""

_LONGEST_BACKOFF = 60.0
_AGAIN = frozenset({408, 409, 425, 429})
_FOR_GOOD = frozenset({401, 403, 404})
"""Answers that say of the key, the model or the address that it is wrong, which no document will change."""
_GIVE_UP_AFTER = 3
"""Requests in a row that failed with all their repetitions; after these the endpoint counts as dead."""
_QUOTED = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint sent back.

    Args:
        text: the model's answer.
        truncated: whether it was cut off at the endpoint's limit.
        refused: whether the model or a filter before it refused to answer.
        prompt_tokens, completion_tokens: as the endpoint counts them; None where it does not tell.
    """

    text: str
    truncated: bool
    refused: bool
    prompt_tokens: int | None
    completion_tokens: int | None


class _Trouble(Exception):
    """A request that failed: why, whether to try again, and after how many seconds if the endpoint says so."""

    def __init__(
        self, message: str, *, passing: bool = True, wait: float | None = None, for_good: bool = False
    ) -> None:
        super().__init__(message)
        self.message = message
        self.passing = passing
        self.wait = wait
        self.for_good = for_good


class Client:
    """Asks one service; after troubles that will not pass it refuses to ask again.

    Args:
        service: where and how to ask.
        pause: waits for so many seconds.
    """

    def __init__(self, service: Service, pause: Callable[[float], None] = time.sleep) -> None:
        self._service = service
        self._pause = pause
        self._failed_in_a_row = 0
        self._dead: str | None = None
        self._client = openai.OpenAI(
            base_url=service.url,
            api_key=service.key or "none",
            organization="",
            project="",
            timeout=httpx2.Timeout(service.timeout, connect=min(service.timeout, 15.0)),
            max_retries=0,
        )

    def ask(self, messages: Messages, schema: Mapping[str, object], count: Callable[[bool], None]) -> Reply:
        """The answer to `messages`, held to `schema` if the service can be.

        Args:
            messages: the question.
            schema: of the answer.
            count: called before each request, with whether it repeats one.

        Raises:
            LLMError: there is none to be had; the message says why and what to do.
        """
        if self._dead:
            raise LLMError(f"{self._dead}; it was not asked again")
        for attempt in range(self._service.retries + 1):
            count(attempt > 0)
            try:
                reply = self._once(messages, schema)
            except _Trouble as trouble:
                if not trouble.passing or attempt == self._service.retries:
                    raise self._gave_up(trouble, attempt + 1) from trouble.__cause__
                self._wait(trouble, attempt)
            else:
                self._failed_in_a_row = 0
                return reply
        raise AssertionError  # pragma: no cover - the last attempt returns or raises

    def _once(self, messages: Messages, schema: Mapping[str, object]) -> Reply:
        try:
            return _reply(self._body(self._particulars(messages, schema)))
        except openai.APIStatusError as error:
            raise self._status(error) from error
        except (openai.APITimeoutError, httpx2.TimeoutException) as error:
            raise _Trouble(f"gave no answer within {self._service.timeout:g} seconds") from error
        except (openai.APIConnectionError, httpx2.HTTPError) as error:
            raise _Trouble(f"cannot be reached, or broke off ({_reason(error)})") from error
        except openai.OpenAIError as error:
            raise _Trouble(f"could not be asked ({type(error).__name__})", passing=False) from error

    def _particulars(self, messages: Messages, schema: Mapping[str, object]) -> dict[str, Any]:
        asked: dict[str, Any] = {"model": self._service.model, "messages": messages}
        if self._service.temperature is not None:
            asked["temperature"] = self._service.temperature
        if self._service.answers is AnswerFormat.SCHEMA:
            held = {"name": "extraction", "strict": True, "schema": schema}
            asked["response_format"] = {"type": "json_schema", "json_schema": held}
        elif self._service.answers is AnswerFormat.OBJECT:
            asked["response_format"] = {"type": "json_object"}
        return asked

    def _body(self, asked: dict[str, Any]) -> bytes:
        """The body of the answer, read as far as time and size allow: an endpoint may trickle, or never end."""
        until = time.monotonic() + self._service.timeout
        body = bytearray()
        with self._client.chat.completions.with_streaming_response.create(**asked) as response:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    raise _Trouble(f"answered with more than {LARGEST:,} bytes", passing=False)
                if time.monotonic() > until:
                    raise _Trouble(f"did not end its answer within {self._service.timeout:g} seconds")
        return bytes(body)

    def _status(self, error: openai.APIStatusError) -> _Trouble:
        status = error.status_code
        message = f"answered with status {status}{self._quoted(error.body)}"
        if status in {400, 422} and self._service.answers is AnswerFormat.SCHEMA:
            message += "; if it does not know JSON schemas, set JJJ_LLM_FORMAT=object"
        if status in _FOR_GOOD:
            message += "; check JJJ_LLM_KEY, the name of the model and the address"
        passing = status in _AGAIN or status >= 500
        wait = _retry_after(error.response.headers)
        return _Trouble(message, passing=passing, wait=wait, for_good=status in _FOR_GOOD)

    def _quoted(self, body: object) -> str:
        """What the endpoint says about it: one line, without what might control a terminal, and without the key."""
        said = body.get("message") if isinstance(body, dict) else body
        if not isinstance(said, str) or not said.strip():
            return ""
        plain = "".join(c if c.isprintable() else " " for c in said[: 10 * _QUOTED])
        if self._service.key:
            plain = plain.replace(self._service.key, "…")
        return f" (“{plain.strip()[:_QUOTED]}”)"

    def _wait(self, trouble: _Trouble, attempt: int) -> None:
        if trouble.wait is not None and trouble.wait > LONGEST_WAIT:
            message = f"asks to be left alone for {trouble.wait:.0f} seconds; try again then"
            raise self._gave_up(_Trouble(message), attempt + 1)
        self._pause(trouble.wait if trouble.wait is not None else min(2.0**attempt, _LONGEST_BACKOFF))

    def _gave_up(self, trouble: _Trouble, attempts: int) -> LLMError:
        times = f", asked {attempts} times" if attempts > 1 else ""
        message = f"the language model at {self._service.address} {trouble.message}{times}"
        self._failed_in_a_row += trouble.passing
        if trouble.for_good or self._failed_in_a_row >= _GIVE_UP_AFTER:
            self._dead = message
        return LLMError(message)


def _reply(body: bytes) -> Reply:
    """The answer in the envelope of the protocol; endpoints leave out much of it."""
    try:
        envelope = json.loads(body)
        choice = envelope["choices"][0]
        message = choice["message"]
        usage = envelope.get("usage")
        finish, text, refusal = choice.get("finish_reason"), message.get("content"), message.get("refusal")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise _Trouble("does not speak the protocol: its answer holds no choice of a message") from None
    usage = usage if isinstance(usage, dict) else {}
    return Reply(
        text if isinstance(text, str) else "",
        finish == "length",
        finish == "content_filter" or bool(refusal),
        _tokens(usage.get("prompt_tokens")),
        _tokens(usage.get("completion_tokens")),
    )


def _tokens(told: object) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and told >= 0 else None


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, where the endpoint gives a number of them; dates are as rare as wrong clocks are not."""
    try:
        wait = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return wait if wait >= 0 else None


def _reason(error: BaseException) -> str:
    cause = error.__cause__ or error
    said = "".join(c if c.isprintable() else " " for c in str(cause)[:_QUOTED])
    return said or type(cause).__name__
