"""An editor for tests: starts the server as editors do and speaks JSON-RPC with it over stdin and stdout."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds to wait for an answer
PACK = """\
id: own
title: 本县规则
version: 0.1.0
extends: cn-mof-2020-10
applies: {regions: [某县], from: 2020-01-01}
parameters:
  完成下限:
    values:
      - {from: 2015-01-01, value: 40%, source: 旧办法}
      - {from: 2021-01-01, value: 50%, source: 本县办法第三条}
"""
RULE = """\
id: half-done
title: 完成不足一半应说明原因
kind: rate
severity: warning
basis: {text: 完成不足一半的应说明原因, source: 本县办法, status: unconfirmed}
per: group
match:
  实际: {role: actual}
  目标: {role: target, says: [正向, 等于]}
expect: 实际 / 目标 >= 完成下限
unless:
  - {role: deviation_reason, says: 有实质原因}
  - {rule: over-target, is: fail, to: info}
message: 目标{目标}，实际只有{实际}，不到{完成下限}
examples:
  pass:
    - facts: [{target: 100户, says: 正向}, {actual: 80户}]
    - facts: [{target: 100户, says: 正向}, {actual: 20户}, {deviation_reason: 受灾, says: 有实质原因}]
  fail:
    - facts: [{target: 100户, says: 正向}, {actual: 20户}]
"""


class Editor:
    """One server process. What it says by itself is kept in `told`."""

    def __init__(self, folder: Path, *options: str, encodings: tuple[str, ...] = ()) -> None:
        paths = os.pathsep.join([str(ROOT / "engine"), str(ROOT / "cli")])
        self.errors = (folder / "stderr.txt").open("wb")
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", "from gouji_cli.app import main; main()", "rules", "lsp", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths, "XDG_CACHE_HOME": str(folder / "cache")},
        )
        self.told: list[dict[str, Any]] = []
        self._arrived: queue.Queue[dict[str, Any]] = queue.Queue()
        self._number = 0
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        workspace = {"inlayHint": {"refreshSupport": True}, "codeLens": {"refreshSupport": True}}
        general = {"general": {"positionEncodings": list(encodings)}} if encodings else {}
        self.can = self.ask(
            "initialize", {"processId": None, "rootUri": None, "capabilities": {"workspace": workspace, **general}}
        )["capabilities"]
        self.tell("initialized", {})

    def ask(self, method: str, params: Any) -> Any:  # noqa: ANN401 - what the protocol gives
        """The result of a request; AssertionError if the server answers with an error."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, params: Any) -> None:  # noqa: ANN401 - what the protocol takes
        self._send({"method": method, "params": params})

    def open(self, path: Path, text: str | None = None) -> list[dict[str, Any]]:
        """Open a file, with another text than it has if one is given; the diagnostics."""
        self._versions[path.as_uri()] = 1
        shown = path.read_text("utf-8") if text is None else text
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": shown}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return self.diagnostics(path)

    def type(self, path: Path, text: str) -> None:
        """The text of a file is now this; nothing is saved."""
        uri = path.as_uri()
        self._versions[uri] += 1
        document = {"uri": uri, "version": self._versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def change(self, path: Path, text: str) -> list[dict[str, Any]]:
        self.type(path, text)
        return self.diagnostics(path)

    def diagnostics(self, path: Path) -> list[dict[str, Any]]:
        """What the server says of a file once it has looked at everything as it stands."""
        self.told.clear()
        self._wait(lambda message: message.get("method") == "workspace/inlayHint/refresh")
        mine = [m["params"] for m in self.told if m.get("method") == "textDocument/publishDiagnostics"]
        return [m["diagnostics"] for m in mine if m["uri"] == path.as_uri()][-1]

    def at(self, method: str, path: Path, line: int, character: int) -> Any:  # noqa: ANN401 - what the protocol gives
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": path.as_uri()}, "position": position})

    def about(self, method: str, path: Path, **more: object) -> Any:  # noqa: ANN401 - what the protocol gives
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": path.as_uri()}, **more})

    def close(self) -> int:
        """Say goodbye; the exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.kill()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.errors.close()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _wait(self, wanted: Any) -> dict[str, Any]:  # noqa: ANN401 - a test of a message
        until = time.monotonic() + PATIENCE
        while True:
            message = self._arrived.get(timeout=max(0.1, until - time.monotonic()))
            self.told.append(message)
            if "method" in message and "id" in message:  # the server asks us to fetch something anew
                self._send({"id": message["id"], "result": None})
            if wanted(message):
                return message

    def _listen(self) -> None:
        """Every message of the server, as it comes; anything else on its stdout ends the listening, and so the test."""
        assert self.process.stdout
        while line := self.process.stdout.readline():
            length = None
            while line.strip():
                name, _, value = line.decode().partition(":")
                length = int(value) if name == "Content-Length" else length
                line = self.process.stdout.readline()
            assert length is not None
            self._arrived.put(json.loads(self.process.stdout.read(length)))
