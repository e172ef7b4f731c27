"""JSON as everything in a store is written: on one line, without spaces, Chinese as it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

encoded: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""The JSON of a value. With these options `json.dumps` would make an encoder anew for each one."""
