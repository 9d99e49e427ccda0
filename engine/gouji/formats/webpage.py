"""What our pages have in common: one file, nothing fetched, no script but ours; texts that cannot become markup."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

SLOT = re.compile(r"\{\{(\w+)\}\}")


@cache
def asset(package: str, *names: str) -> str:
    """A file of a package, as text."""
    return files(package).joinpath(*names).read_text("utf-8")


@cache
def style(package: str, name: str) -> str:
    """A page's style after that of all pages."""
    return asset("gouji.formats", "page", "common.css") + asset(package, "page", name)


def page(template: str, style: str, scripts: tuple[str, ...], slots: Mapping[str, str]) -> str:
    """A template with its slots filled; slots hold markup. The policy lets only that style and those scripts run."""
    allowed = " ".join(f"'{_hash(script)}'" for script in scripts)
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src {allowed}; base-uri 'none'"
    run = "\n".join(f"<script>{script}</script>" for script in scripts)
    filled = {**slots, "policy": policy, "style": style, "scripts": run}
    return SLOT.sub(lambda slot: filled[slot[1]], template)


def embedded(data: Mapping[str, Any]) -> str:
    """JSON that no text in it can end: a report may hold `</script>`."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("&", "\\u0026").replace("<", "\\u003c")


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
