"""DuckDB SQL: one statement a kind, over the tables, with half a printed step allowed for every figure."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
from telling_race import started, tell

# claimed to the cent: |actual / target * 100 - rate| within what the cents of all three may hide, cutting included
RATE = """SELECT key FROM rates WHERE abs(actual * 100 - rate * target) >
  0.01 * target + 0.005 * (100 + rate)"""
SUM = """SELECT key FROM totals JOIN (SELECT key, sum(part) AS added, count(*) AS parts FROM parts GROUP BY key)
  USING (key) WHERE abs(total - added) > 0.005 * (parts + 2)"""
TWICE = "SELECT key FROM twice WHERE one <> other"
CENTS = "DECIMAL(18, 2)"


def main(folder: Path) -> None:
    start = started()
    base = duckdb.connect()
    base.execute("SET threads = 1")
    for name, file in (("rates", "rate"), ("totals", "total"), ("parts", "part"), ("twice", "twice")):
        path = f"{folder}/{file}.csv"
        columns = Path(path).read_text().partition("\n")[0].split(",")
        types = {column: "VARCHAR" if column == "key" else CENTS for column in columns}
        made = f"CREATE TABLE {name} AS FROM read_csv(?, header = true, columns = {types})"
        base.execute(made, [path])
    asked = {"rate": RATE, "sum": SUM, "twice": TWICE}
    found = {kind: [key for (key,) in base.execute(sql).fetchall()] for kind, sql in asked.items()}
    tell(start, f"DuckDB {duckdb.__version__}", found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
