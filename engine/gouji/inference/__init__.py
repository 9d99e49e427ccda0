"""Inference: joins facts and verdicts, honours exceptions, and fires. Two engines with one signature."""
