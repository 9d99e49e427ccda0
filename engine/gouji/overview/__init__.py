"""A run of a sweep as one picture: what came in, who is wrong and how, what got better. Page, workbook, JSON, notices."""

from __future__ import annotations

from gouji.overview.asking import overview
from gouji.overview.model import Overview

__all__ = ["Overview", "overview"]
