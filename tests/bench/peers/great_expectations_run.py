"""Great Expectations: residual columns made with pandas, held between bounds; COMPLETE results name the failing rows.

It has no expectation that calculates over columns with a tolerance, so what is over the tolerance is put beside them.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path

os.environ["GX_ANALYTICS_ENABLED"] = "false"
warnings.filterwarnings("ignore")

import great_expectations as gx  # noqa: E402 - the settings above come first
import pandas as pd  # noqa: E402
from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: E402
from telling_race import started, tell  # noqa: E402

NOTHING = 1e-6  # floats


def residuals(folder: Path) -> dict[str, pd.DataFrame]:
    """A table a kind: by how much each row is beyond what its cents may hide."""
    rate, twice = (pd.read_csv(folder / f"{name}.csv") for name in ("rate", "twice"))
    total, part = (pd.read_csv(folder / f"{name}.csv") for name in ("total", "part"))
    over = (rate.actual * 100 - rate.rate * rate.target).abs() - 0.01 * rate.target - 0.005 * (100 + rate.rate)
    added = part.groupby("key")["part"].agg(["sum", "count"]).reset_index()
    both = total.merge(added, on="key")
    beyond = (both["total"] - both["sum"]).abs() - 0.005 * (both["count"] + 2)
    return {
        "rate": rate.assign(over=over),
        "sum": both.assign(over=beyond),
        "twice": twice.assign(over=(twice.one - twice.other).abs()),
    }


def main(folder: Path) -> None:
    start = started()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("race")
    found = {}
    for kind, table in residuals(folder).items():
        batch = source.add_dataframe_asset(kind).add_batch_definition_whole_dataframe("all")
        result = batch.get_batch({"dataframe": table}).validate(
            gx.expectations.ExpectColumnValuesToBeBetween(column="over", max_value=NOTHING),
            result_format={"result_format": "COMPLETE", "unexpected_index_column_names": ["key"]},
        )
        found[kind] = [row["key"] for row in result.result.get("unexpected_index_list") or []]
    tell(start, f"Great Expectations {gx.__version__}", found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
