"""What a store holds, table by table: the columns of the Parquet parts, and the SQLite schema with its migrations.

A check is one content examined by one version of gouji with one state of the rules. `checks`, `documents` and `runs`
say what was examined when (SQLite); `facts`, `findings`, `passages` and `not_run` say what was found, keyed by check
(Parquet, written once and never changed). A gathering is the reports of one region and year beside one another:
`gatherings` says which a run put together, `crossings` what only showed there, keyed by gathering (what could not be
judged is in `not_run`, under the gathering's name). All of them can be asked for by SQL under these names.
"""

from __future__ import annotations

from collections.abc import Mapping

Columns = Mapping[str, str]  # name → DuckDB type, in order

TOLD: Columns = {  # what is told of a finding, of one report or across several
    "rule": "VARCHAR",
    "title": "VARCHAR",
    "severity": "VARCHAR",
    "verdict": "VARCHAR",
    "message": "VARCHAR",
    "working": "VARCHAR",
    "note": "VARCHAR",
    "identity": "VARCHAR",
    "basis": "VARCHAR",
}
PARTS: Mapping[str, Columns] = {
    "facts": {
        "check_id": "VARCHAR",
        "fact": "VARCHAR",
        "role": "VARCHAR",
        "text": "VARCHAR",
        "value": "DOUBLE",  # near enough for queries, in base units; `exact` is the fraction
        "exact": "VARCHAR",
        "step": "VARCHAR",
        "scale": "VARCHAR",
        "digits": "VARCHAR",
        "dimension": "VARCHAR",
        "counted": "BOOLEAN",
        "assigned": "BOOLEAN",
        "bound": "VARCHAR",
        "hedge": "VARCHAR",
        "earliest": "VARCHAR",
        "says": "VARCHAR[]",
        "places": "MAP(VARCHAR, VARCHAR)",
        "first": "INTEGER",
        "past": "INTEGER",
    },
    "findings": {
        "check_id": "VARCHAR",
        "number": "INTEGER",
        **TOLD,
        "kind": "VARCHAR",
        "place": "VARCHAR",
        "quote": "VARCHAR",
        "sentence": "VARCHAR",
        "repair": "VARCHAR",
    },
    "passages": {"check_id": "VARCHAR", "number": "INTEGER", "text": "VARCHAR"},
    "not_run": {"check_id": "VARCHAR", "rule": "VARCHAR", "reason": "VARCHAR", "times": "INTEGER"},
    "crossings": {
        "gathering": "VARCHAR",
        "number": "INTEGER",
        **TOLD,
        "units": "VARCHAR[]",
        "cites": "STRUCT(path VARCHAR, name VARCHAR, text VARCHAR)[]",
    },
}

# Each script lifts the state one version; `PRAGMA user_version` says where it stands.
MIGRATIONS = (
    """
    CREATE TABLE runs (
        run INTEGER PRIMARY KEY, begun TEXT NOT NULL, ended TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL DEFAULT 'running', version TEXT NOT NULL, rules TEXT NOT NULL
    );
    CREATE TABLE checks (
        check_id TEXT PRIMARY KEY, content TEXT NOT NULL, version TEXT NOT NULL, rules TEXT NOT NULL,
        outcome TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', engine TEXT NOT NULL DEFAULT '',
        seconds REAL NOT NULL DEFAULT 0, part TEXT NOT NULL DEFAULT '',
        unit TEXT NOT NULL DEFAULT '', region TEXT NOT NULL DEFAULT '', year INTEGER, kind TEXT NOT NULL DEFAULT '',
        title TEXT NOT NULL DEFAULT '', form TEXT NOT NULL DEFAULT '',
        numbers INTEGER NOT NULL DEFAULT 0, checked INTEGER NOT NULL DEFAULT 0,
        contradicted INTEGER NOT NULL DEFAULT 0, unchecked INTEGER NOT NULL DEFAULT 0,
        identifiers INTEGER NOT NULL DEFAULT 0, unread INTEGER NOT NULL DEFAULT 0,
        errors INTEGER NOT NULL DEFAULT 0, warnings INTEGER NOT NULL DEFAULT 0,
        reviews INTEGER NOT NULL DEFAULT 0, infos INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE documents (
        run INTEGER NOT NULL, path TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
        check_id TEXT NOT NULL DEFAULT '', changed REAL NOT NULL DEFAULT 0,
        unit TEXT NOT NULL DEFAULT '', region TEXT NOT NULL DEFAULT '', year INTEGER, kind TEXT NOT NULL DEFAULT '',
        standing TEXT NOT NULL DEFAULT '', of TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (run, path)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE roster (
        run INTEGER NOT NULL, unit TEXT NOT NULL, region TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE waivers (
        unit TEXT NOT NULL, rule TEXT NOT NULL, identity TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (unit, identity)
    );
    ALTER TABLE runs ADD COLUMN crossings TEXT NOT NULL DEFAULT '';
    """,
    """
    CREATE TABLE gatherings (
        run INTEGER NOT NULL, gathering TEXT NOT NULL, region TEXT NOT NULL DEFAULT '', year INTEGER,
        reports INTEGER NOT NULL DEFAULT 0, outcome TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
        engine TEXT NOT NULL DEFAULT '', seconds REAL NOT NULL DEFAULT 0, part TEXT NOT NULL DEFAULT '',
        errors INTEGER NOT NULL DEFAULT 0, warnings INTEGER NOT NULL DEFAULT 0,
        reviews INTEGER NOT NULL DEFAULT 0, infos INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (run, gathering)
    ) WITHOUT ROWID;
    ALTER TABLE runs DROP COLUMN crossings;
    ALTER TABLE roster ADD COLUMN placed INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE waivers ADD COLUMN person TEXT NOT NULL DEFAULT '';
    ALTER TABLE waivers ADD COLUMN until TEXT NOT NULL DEFAULT '';
    """,
)
NAMING = ("checks", "gatherings")  # the tables whose rows name a part
NAMED_PARTS = " UNION ".join(f"SELECT part FROM {table}" for table in NAMING)  # those that count  # noqa: S608 - our own names
STATE = ("runs", "checks", "documents", "gatherings", "roster", "waivers")
