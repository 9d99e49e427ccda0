"""Relations: what rules say of the facts that meet, by exact arithmetic, and how it is told."""

from gouji.relations.accounting import account
from gouji.relations.concluding import conclude
from gouji.relations.doubting import doubted
from gouji.relations.findings import findings, founded
from gouji.relations.judging import relate, severity
from gouji.relations.rivals import rivalled

__all__ = ["account", "conclude", "doubted", "findings", "founded", "relate", "rivalled", "severity"]
