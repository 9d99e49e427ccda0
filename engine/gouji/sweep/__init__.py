"""Thousands of reports through the checker into a store; resumed where it stopped, and never checked twice."""

from __future__ import annotations

from gouji.sweep.crew import Crew
from gouji.sweep.inputs import Input, in_folders, in_manifest, roster_of
from gouji.sweep.running import Elsewhere, Progress, sweep

__all__ = ["Crew", "Elsewhere", "Input", "Progress", "in_folders", "in_manifest", "roster_of", "sweep"]
