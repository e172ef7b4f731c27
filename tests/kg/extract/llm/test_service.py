"""What a caller may choose about a service, and what is refused with a word on what is expected."""

from __future__ import annotations

import pytest

from kg.errors import SettingsError
from kg.extract.llm.service import AnswerFormat, Price, Service

URL = "http://localhost:11434/v1"


def test_arguments_come_before_the_environment() -> None:
    environment = {"JJJ_LLM_URL": "http://elsewhere/v1", "JJJ_LLM_PRICE": "9/9", "JJJ_LLM_KEY": "secret"}
    service = Service.read("tiny", url=URL, price="0.5/1.5", environment=environment)
    assert (service.url, service.price, service.key) == (URL, Price(0.5, 1.5), "secret")


def test_environment_says_the_rest() -> None:
    environment = {
        "JJJ_LLM_URL": URL,
        "JJJ_LLM_FORMAT": "object",
        "JJJ_LLM_TEMPERATURE": "default",
        "JJJ_LLM_TIMEOUT": "2.5",
        "JJJ_LLM_RETRIES": "0",
        "JJJ_LLM_WINDOW": "800",
    }
    expected = Service(URL, "tiny", "", None, AnswerFormat.OBJECT, None, 2.5, 0, 800)
    assert Service.read("tiny", environment=environment) == expected


def test_defaults_are_those_of_the_class() -> None:
    assert Service.read("tiny", url=URL, environment={}) == Service(URL, "tiny")


def test_key_is_never_shown() -> None:
    assert "secret" not in repr(Service.read("tiny", url=URL, environment={"JJJ_LLM_KEY": "secret"}))


def test_address_is_shown_without_what_may_be_secret_in_it() -> None:
    assert Service("https://user:secret@host:8443/v1?key=secret", "tiny").address == "https://host:8443/v1"


def test_price_is_of_a_million_tokens() -> None:
    assert Price(2.0, 8.0).of(1_000, 500) == 0.006


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("JJJ_LLM_FORMAT", "xml"),
        ("JJJ_LLM_TEMPERATURE", "hot"),
        ("JJJ_LLM_TEMPERATURE", "3"),
        ("JJJ_LLM_TEMPERATURE", "nan"),
        ("JJJ_LLM_TIMEOUT", "0"),
        ("JJJ_LLM_TIMEOUT", "inf"),
        ("JJJ_LLM_RETRIES", "-1"),
        ("JJJ_LLM_RETRIES", "1.5"),
        ("JJJ_LLM_WINDOW", "10"),
    ],
)
def test_wrong_value_in_the_environment_is_named(name: str, written: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is “{written}”; expected is"):
        Service.read("tiny", url=URL, environment={name: written})


@pytest.mark.parametrize(
    "url", ["localhost:11434", "ftp://host/v1", "http://", "http://host:port/v1", "http://[::1/v1"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="is no address of a language model"):
        Service.read("tiny", url=url, environment={})


def test_missing_address_says_how_to_give_it() -> None:
    with pytest.raises(SettingsError, match="give --llm-url or set JJJ_LLM_URL"):
        Service.read("tiny", environment={})


@pytest.mark.parametrize("price", ["1", "1/", "a/b", "-1/2", "nan/1", "inf/1", "1/2/3"])
def test_what_is_no_price_is_refused(price: str) -> None:
    with pytest.raises(SettingsError, match=f"“{price}” is no price"):
        Service.read("tiny", url=URL, price=price, environment={})


@pytest.mark.parametrize("key", ["two\nlines", "密钥"])
def test_what_is_no_key_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(SettingsError) as told:
        Service.read("tiny", url=URL, environment={"JJJ_LLM_KEY": key})
    assert key not in str(told.value)


@pytest.mark.parametrize("model", ["", "  ", "a\x1b[2J"])
def test_what_is_no_name_of_a_model_is_refused(model: str) -> None:
    with pytest.raises(SettingsError, match="name of the language model"):
        Service.read(model, url=URL, environment={})
