"""docker-compose.yml and Dockerfile, read as files: no container engine is needed to see that they fit the project."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SERVICE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]["jjj"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_service_is_published_on_loopback_alone() -> None:
    assert SERVICE["ports"] == ["127.0.0.1:8000:8000"]
    assert "EXPOSE 8000" in DOCKERFILE


def test_what_the_image_copies_exists() -> None:
    copied = re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, re.MULTILINE)
    assert copied
    assert all((ROOT / source).exists() for source in copied)


def test_the_image_installs_by_hash() -> None:
    assert "--require-hashes -r requirements.txt" in DOCKERFILE


def test_the_workspace_outlives_the_container() -> None:
    assert SERVICE["volumes"] == ["workspace:/workspace"]
    assert "JJJ_WORKSPACE=/workspace" in DOCKERFILE
