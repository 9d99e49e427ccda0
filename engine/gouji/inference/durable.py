"""durable_rules, contained: the only module that drives it, and the only way it is driven.

Of 2.0.28 it was measured that numbers, prose, several joins, colliding hashes and empty sessions crash it or make it
err, so it is given none of them: short symbols go in as one batch, firings are only recorded, the C module is called
without its threads, and what comes out is checked against what went in.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from gouji.errors import EngineFault
from gouji.inference import compiler
from gouji.inference.firing import Fired, Firing, Layer, Relations
from gouji.inference.records import Record, settled
from gouji.inference.symbols import SESSION, Fit, Lead, batch, identifier, symbols
from gouji.matching import Key, Pool

DUPLICATE = 2  # the code of a fact taken for one already there; 1, "no rule looks at it", is normal

_one_at_a_time = threading.Lock()
_handles: dict[str, int] = {}  # rule sets the engine holds, by their definitions
_made = 0  # rule sets ever made; each needs a name of its own


def name() -> str:
    """What the output calls this engine."""
    return f"durable_rules {_version()}"


@lru_cache(maxsize=1)
def _version() -> str:
    """The version installed, by the folder beside the C module: importlib.metadata takes 20 ms to load."""
    beside = Path(_engine().__file__).parent
    found = [one.name.removesuffix(".dist-info").partition("-")[2] for one in beside.glob("durable_rules-*.dist-info")]
    if len(found) == 1:
        return found[0]
    from importlib.metadata import version  # noqa: PLC0415 - rarely needed, and slow

    return version("durable_rules")


def infer(layer: Layer, relations: Relations, pool: Pool) -> Fired:
    """What did not hold in one layer of rules: as the reference engine, or EngineFault."""
    core = _engine()
    fired: dict[tuple[str, Key], Firing] = {}
    for session in compiler.sessions(layer):
        sent = list(symbols(session, relations, pool))
        if sent:
            with _one_at_a_time:
                records = _run(core, session.shapes, sent)
            fired |= settled(session, sent, records)
    return fired


def _engine() -> Any:  # noqa: ANN401 - a C module without types
    try:
        return import_module("durable_rules_engine")
    except ImportError as fault:
        raise EngineFault(f"推理引擎 durable_rules 不能用（{fault}）") from None


def _run(core: Any, shapes: tuple[compiler.Shape, ...], sent: Sequence[Lead | Fit]) -> list[Record]:  # noqa: ANN401
    """One session: all symbols; what they excuse; then the phase that lets findings fire."""
    definitions = compiler.definitions(shapes)
    try:
        handle = _handle(core, definitions)
        facts = batch(sent)
        records = _told(core, handle, facts)
        excused = sorted({(r.rule, r.way[0]) for r in records if compiler.excuses(shapes, r.rule, r.exception)})
        for rule, anchor in excused:
            facts.append(_fact(len(facts), a=f"a{anchor}", **compiler.is_excused(rule)))
        closing = _fact(len(facts), phase=compiler.CLOSED)
        if excused:
            _told(core, handle, facts[-len(excused) :])
        records += _told(core, handle, [closing])
        kept = core.get_facts(handle, SESSION).count('"id"')
        core.delete_state(handle, SESSION)
    except BaseException as fault:
        # a half-run session cannot be deleted safely, so its rule set is left behind and never used again
        _handles.pop(definitions, None)
        if isinstance(fault, core.error | ValueError | LookupError | TypeError):
            raise EngineFault(f"推理引擎 durable_rules 出错（{fault}）") from fault
        raise
    if kept != len(facts) + 1:
        raise EngineFault(f"推理引擎 durable_rules 收到 {len(facts) + 1} 条事实，只留下 {kept} 条")
    return records


def _handle(core: Any, definitions: str) -> int:  # noqa: ANN401
    global _made  # noqa: PLW0603 - the engine's own registry of names is as global
    if definitions not in _handles:
        _made += 1
        _handles[definitions] = core.create_ruleset(f"gouji{_made}", definitions)
    return _handles[definitions]


def _fact(number: int, **said: str) -> dict[str, str]:
    return {**said, "id": identifier(number), "sid": SESSION}


def _told(core: Any, handle: int, facts: Sequence[dict[str, str]]) -> list[Record]:  # noqa: ANN401
    """Facts asserted as one batch, and all that fires drained: nothing may be left when the session is deleted."""
    code, offset = core.assert_facts(handle, json.dumps(facts))
    if code == DUPLICATE:
        raise core.error("一条事实被当成重复的")
    return list(_drained(core, handle, offset))


def _drained(core: Any, handle: int, offset: int) -> Iterator[Record]:  # noqa: ANN401
    started = core.start_action_for_state(handle, offset)
    message = started and started[1]
    while message:
        ((definition, tokens),) = json.loads(message).items()
        if definition != compiler.SENTINEL:
            rule, exception = compiler.read(definition)
            aliases = [f"x{n}" for n in range(len(tokens)) if f"x{n}" in tokens]
            way = tuple(int(tokens[alias]["a"][1:]) for alias in aliases)
            by = int(tokens["u"]["a"][1:]) if exception is not None else None
            yield Record(rule, exception, way, by)
        message = core.complete_and_start_action(handle, offset)
