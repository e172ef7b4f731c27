"""Where a language model is asked, and how: what a caller chooses, and what the environment may say about it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from kg.errors import SettingsError
from kg.extract.windows import LONGEST

T = TypeVar("T")

URL, KEY, PRICE = "JJJ_LLM_URL", "JJJ_LLM_KEY", "JJJ_LLM_PRICE"
_FORMAT, _TEMPERATURE = "JJJ_LLM_FORMAT", "JJJ_LLM_TEMPERATURE"
_TIMEOUT, _RETRIES, _WINDOW = "JJJ_LLM_TIMEOUT", "JJJ_LLM_RETRIES", "JJJ_LLM_WINDOW"
_SHORTEST_WINDOW = 400
_MOST_RETRIES = 20
_MOST_SECONDS = 3600


class AnswerFormat(StrEnum):
    """What an endpoint can be held to: a JSON schema, any JSON object, or nothing."""

    SCHEMA = "schema"
    OBJECT = "object"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in whichever currency the caller thinks in."""

    prompt: float
    completion: float

    def of(self, prompt_tokens: int, completion_tokens: int) -> float:
        """What so many tokens cost."""
        return round((prompt_tokens * self.prompt + completion_tokens * self.completion) / 1_000_000, 6)


@dataclass(frozen=True, slots=True)
class Service:
    """An endpoint that speaks the chat protocol, and a model there.

    Args:
        url: address of the protocol's root, such as `http://localhost:11434/v1`.
        model: what the endpoint calls the model.
        key: what the endpoint knows the caller by, empty where it asks for none; never shown.
        price: what a million tokens cost, None where that is unknown.
        answers: what the endpoint can be held to.
        temperature: how much chance may have a say; None leaves it to the endpoint.
        timeout: seconds after which a request is given up.
        retries: how often a request that failed is made again.
        window: characters of text in one request.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    price: Price | None = None
    answers: AnswerFormat = AnswerFormat.SCHEMA
    temperature: float | None = 0.0
    timeout: float = 120.0
    retries: int = 4
    window: int = 3_000

    @classmethod
    def read(
        cls,
        model: str,
        *,
        url: str | None = None,
        price: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Service:
        """A service from arguments, and for what they leave open from the environment.

        Args:
            model: what the endpoint calls the model.
            url: address of the endpoint, else JJJ_LLM_URL.
            price: of a million tokens in and out, such as `0.5/1.5`, else JJJ_LLM_PRICE.
            environment: that of the process by default. The key comes from JJJ_LLM_KEY alone, so that it stands in no
                list of processes and no history of commands.

        Raises:
            SettingsError: no address is given, or something given is unusable.
        """
        env = os.environ if environment is None else environment
        priced = price or env.get(PRICE)
        return cls(
            _address(url or env.get(URL) or ""),
            _model(model),
            _key(env.get(KEY, "")),
            _price(priced) if priced else None,
            _read(env, _FORMAT, AnswerFormat, AnswerFormat.SCHEMA, "schema, object or text"),
            _read(env, _TEMPERATURE, _temperature, _temperature("0"), "a number from 0 to 2, or default"),
            _read(env, _TIMEOUT, _seconds, 120.0, f"a number of seconds up to {_MOST_SECONDS}"),
            _read(env, _RETRIES, _count(0, _MOST_RETRIES), 4, f"a number from 0 to {_MOST_RETRIES}"),
            _read(
                env,
                _WINDOW,
                _count(_SHORTEST_WINDOW, LONGEST),
                3_000,
                f"a number of characters from {_SHORTEST_WINDOW} to {LONGEST}",
            ),
        )

    @property
    def origin(self) -> str:
        """What names and statements of the model give as their origin."""
        return f"llm:{self.model}"

    @property
    def address(self) -> str:
        """The URL without what might be secret in it."""
        parts = urlsplit(self.url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"


def _address(url: str) -> str:
    if not url:
        raise SettingsError(f"a language model is asked for, but not where it is: give --llm-url or set {URL}")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(f"“{url}” is no address of a language model; expected is such as http://localhost:11434/v1")
    return url


def _model(name: str) -> str:
    if not name.strip() or not name.isprintable():
        raise SettingsError("the name of the language model is empty or not printable")
    return name.strip()


def _key(key: str) -> str:
    if not (key.isascii() and key.isprintable()):
        raise SettingsError(f"{KEY} holds characters that no key has, such as a line break")
    return key.strip()


def _price(written: str) -> Price:
    try:
        prompt, completion = map(float, written.split("/"))
    except ValueError:
        prompt = completion = -1.0
    if not (0 <= prompt < float("inf") and 0 <= completion < float("inf")):
        raise SettingsError(
            f"“{written}” is no price; expected are those of a million tokens in and out, as in 0.5/1.5"
        )
    return Price(prompt, completion)


def _read(env: Mapping[str, str], name: str, parse: Callable[[str], T], default: T, expected: str) -> T:
    written = env.get(name)
    if not written:
        return default
    try:
        return parse(written)
    except ValueError:
        raise SettingsError(f"{name} is “{written}”; expected is {expected}") from None


def _temperature(written: str) -> float | None:
    return None if written == "default" else _between(float(written), 0, 2)


def _seconds(written: str) -> float:
    return _between(float(written), 0.001, _MOST_SECONDS)


def _count(low: int, high: int) -> Callable[[str], int]:
    return lambda written: int(_between(int(written), low, high))


def _between(number: float, low: float, high: float) -> float:
    if not low <= number <= high:
        raise ValueError(number)
    return number
