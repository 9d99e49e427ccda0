"""The protocol: what the editor tells and asks, over stdin and stdout, with pygls. Nothing else imports it."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from gouji.lsp.desk import EMPTY, Desk, Tried, View
from gouji.lsp.hover import hover
from gouji.lsp.lines import Spot, Stretch, column, split, units, within
from gouji.lsp.offers import Offer, offers
from gouji.lsp.origin import origins
from gouji.lsp.outline import Part, outline, reach
from gouji.lsp.scene import Scene

PAUSE = 0.25  # seconds without a key pressed before a text is looked at
SOURCE = "gouji"
T = TypeVar("T")
KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.EnumMember,
    "role": lsp.CompletionItemKind.Field,
    "class": lsp.CompletionItemKind.Keyword,
    "name": lsp.CompletionItemKind.Variable,
    "parameter": lsp.CompletionItemKind.Constant,
    "function": lsp.CompletionItemKind.Function,
    "rule": lsp.CompletionItemKind.Reference,
    "pack": lsp.CompletionItemKind.Module,
}


class Server(LanguageServer):
    """What is open in one editor. All that takes long runs in one thread beside, one thing after the other."""

    def __init__(self, extra: tuple[Path, ...] = ()) -> None:
        super().__init__(SOURCE, _version(), text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.desk = Desk(extra)
        self.views: dict[str, View] = {}
        self.tried: dict[str, tuple[Tried, ...]] = {}
        self.uris: dict[str, str] = {}
        self.round = 0
        self.looking: asyncio.Task[None] | None = None
        self.beside = ThreadPoolExecutor(1, "gouji")

    def opened(self, uri: str, text: str) -> None:
        """A text is open, or has changed."""
        path = path_of(uri)
        self.uris[path] = uri
        self.desk.texts[path] = text
        self.look()

    def closed(self, uri: str) -> None:
        """A text is no longer open; what stands in its file counts again."""
        path = path_of(uri)
        for kept in (self.uris, self.desk.texts, self.views, self.tried):
            kept.pop(path, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))
        self.look()

    def look(self) -> None:
        """Look at everything that is open, when nothing has happened for a moment."""
        self.round += 1
        if self.looking:
            self.looking.cancel()
        self.looking = asyncio.get_running_loop().create_task(self._look(self.round))

    async def settled(self) -> None:
        """Wait until all that is open has been looked at as it stands."""
        while self.looking and not self.looking.done():
            await asyncio.wait({self.looking})

    async def aside(self, work: Callable[[], T]) -> T:
        """Do something long without keeping the editor waiting for other answers."""
        return await asyncio.get_running_loop().run_in_executor(self.beside, work)

    async def scene(self, uri: str) -> Scene:
        """A text as it stands, with what is known of its packs."""
        path = path_of(uri)
        if path not in self.views:
            await self.settled()
        return Scene(path, split(self.desk.texts.get(path, "")), self.views.get(path, EMPTY))

    async def _look(self, number: int) -> None:
        await asyncio.sleep(PAUSE)
        for work in (self._lint, self._try):
            for path in list(self.uris):
                try:
                    await work(path, number)
                except Exception as fault:  # noqa: BLE001 - an editor keeps its server, whatever a file does to it
                    self._sorry(path, fault)
        self._refresh()

    async def _lint(self, path: str, _: int) -> None:
        """What is wrong with a file, shown at once: examples take longer."""
        self.views[path] = await self.aside(lambda: self.desk.view(path))
        self._publish(path, self.tried.get(path, ()))  # what was not right a moment ago, until it is tried again

    async def _try(self, path: str, number: int) -> None:
        view = self.views.get(path, EMPTY)
        made = await self.aside(lambda: self.desk.verdicts(path, view, lambda: self.round != number))
        if made is not None:
            self.tried[path] = made
            self._publish(path, made)

    def _publish(self, path: str, tried: tuple[Tried, ...]) -> None:
        if path in self.uris:
            found = [*self._problems(path), *self._failed(path, tried)]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uris[path], found))

    def _problems(self, path: str) -> Iterator[lsp.Diagnostic]:
        lines, view = split(self.desk.texts[path]), self.views[path]
        for problem in view.problems.get(path, ()):
            where = self.range(lines, reach(lines, problem, view.sources.get(path)))
            yield lsp.Diagnostic(where, problem.message, lsp.DiagnosticSeverity.Error, source=SOURCE)

    def _failed(self, path: str, tried: tuple[Tried, ...]) -> Iterator[lsp.Diagnostic]:
        lines = split(self.desk.texts[path])
        source = self.views[path].sources.get(path)
        for one in (one for one in tried if source and one.path in source.values):
            for fault in one.faults:
                start = within(lines, self._spot(path, one))
                where = self.range(lines, Stretch(start, Spot(start.line, len(lines[start.line].rstrip()))))
                yield lsp.Diagnostic(where, f"例子不对：{fault}", lsp.DiagnosticSeverity.Warning, source=SOURCE)

    def _spot(self, path: str, one: Tried) -> Spot:
        """Where an example stands in the text that was tried."""
        line, at = self.views[path].sources[path].values.get(one.path, (1, 1))
        return Spot(line - 1, at - 1)

    def hints(self, path: str) -> Iterator[lsp.InlayHint]:
        """The verdict of each example, at the end of its first line."""
        lines = split(self.desk.texts.get(path, ""))
        for one in self.tried.get(path, ()):
            line = within(lines, self._spot(path, one)).line
            at = self.range(lines, Stretch(*[Spot(line, len(lines[line]))] * 2)).start
            shown = f"✗ {'；'.join(one.faults)}" if one.faults else f"✓ {one.wanted}"
            yield lsp.InlayHint(at, shown, padding_left=True)

    def lens(self, path: str) -> Iterator[lsp.CodeLens]:
        """How many examples there are and how many come out, above `examples`."""
        tried, view = self.tried.get(path, ()), self.views.get(path, EMPTY)
        if tried and path in view.sources:
            line, at = view.sources[path].keys.get(("examples",), (1, 1))
            lines = split(self.desk.texts.get(path, ""))
            start = within(lines, Spot(line - 1, at - 1))
            wrong = sum(bool(one.faults) for one in tried)
            said = f"{len(tried)} 个例子，" + (f"{wrong} 个不对" if wrong else "全部对")
            yield lsp.CodeLens(self.range(lines, Stretch(start, start)), lsp.Command(said, ""))

    def range(self, lines: list[str], where: Stretch) -> lsp.Range:
        """A stretch in the units that the editor counts in."""
        return lsp.Range(*(lsp.Position(s.line, units(lines[s.line], s.column, self.encoding)) for s in where))

    def spot(self, lines: list[str], at: lsp.Position) -> Spot:
        """A position of the editor, in characters, moved into the text if it lies outside."""
        line = min(at.line, len(lines) - 1)
        counted = column(lines[line], at.character, self.encoding) if line == at.line else len(lines[line])
        return Spot(line, counted)

    @property
    def encoding(self) -> str:
        """What the editor counts in."""
        chosen = self.workspace.position_encoding
        return str(getattr(chosen, "value", chosen) or "utf-16")

    def _refresh(self) -> None:
        """Ask the editor to fetch verdicts anew, if it can be asked."""
        can = self.client_capabilities.workspace
        if can and can.inlay_hint and can.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)
        if can and can.code_lens and can.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)

    def _sorry(self, path: str, fault: Exception) -> None:
        told = f"{path}：{str(fault) or type(fault).__name__}"
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, told))


def serve(extra: tuple[Path, ...] = ()) -> None:
    """Serve one editor over stdin and stdout until it says goodbye."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    wire = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints must not break the messages
    made(extra).start_io(sys.stdin.buffer, wire)


def made(extra: tuple[Path, ...] = ()) -> Server:
    """A server that knows what it is asked."""
    server = Server(extra)
    _listens(server)
    _answers(server)
    _shows(server)
    return server


def _listens(server: Server) -> None:
    """What the editor tells of its texts."""

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(told: lsp.DidOpenTextDocumentParams) -> None:
        server.opened(told.text_document.uri, told.text_document.text)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(told: lsp.DidChangeTextDocumentParams) -> None:
        uri = told.text_document.uri
        server.opened(uri, server.workspace.get_text_document(uri).source)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(told: lsp.DidCloseTextDocumentParams) -> None:
        server.closed(told.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: lsp.DidSaveTextDocumentParams) -> None:
        server.look()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def elsewhere(_: lsp.DidChangeWatchedFilesParams) -> None:
        server.look()


def _answers(server: Server) -> None:
    """What the editor asks about a place."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def told(asked: lsp.HoverParams) -> lsp.Hover | None:
        scene = await server.scene(asked.text_document.uri)
        # an example is worked out for it; that must not wait until all examples of all texts are tried
        found = await asyncio.to_thread(hover, scene, server.spot(scene.lines, asked.position))
        if found is None:
            return None
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, found.text)
        return lsp.Hover(content, server.range(scene.lines, found.where))

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", "{", "[", ",", ".", "(", ":"])
    )
    async def offered(asked: lsp.CompletionParams) -> lsp.CompletionList:
        scene = await server.scene(asked.text_document.uri)
        made = offers(scene, server.spot(scene.lines, asked.position))
        where = server.range(scene.lines, made.where)
        items = [_item(offer, where, n) for n, offer in enumerate(made.found)]
        return lsp.CompletionList(is_incomplete=False, items=items)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def defined(asked: lsp.DefinitionParams) -> list[lsp.Location]:
        scene = await server.scene(asked.text_document.uri)
        found = origins(scene, server.spot(scene.lines, asked.position))
        return [lsp.Location(*_located(server, origin.path, origin.where)) for origin in found]


def _shows(server: Server) -> None:
    """What the editor shows in or beside a text."""

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def parts(asked: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        await server.settled()
        scene = await server.scene(asked.text_document.uri)
        source = scene.view.sources.get(scene.path)
        return [_symbol(server, scene.lines, part) for part in outline(scene.lines, source)]

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    async def verdicts(asked: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        await server.settled()
        first, last = asked.range.start.line, asked.range.end.line
        return [h for h in server.hints(path_of(asked.text_document.uri)) if first <= h.position.line <= last]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    async def summed(asked: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        await server.settled()
        return list(server.lens(path_of(asked.text_document.uri)))


def _item(offer: Offer, where: lsp.Range, number: int) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        offer.word,
        kind=KINDS[offer.sort],
        detail=offer.told,
        filter_text=f"{offer.word} {offer.told}" if offer.sort == "role" else offer.word,
        sort_text=f"{number:04}",
        text_edit=lsp.TextEdit(where, offer.text),
    )


def _located(server: Server, path: str, where: Stretch) -> tuple[str, lsp.Range]:
    """A stretch of a file that may be open, or lie on the disk."""
    text = server.desk.texts.get(path)
    lines = split(text if text is not None else Path(path).read_text("utf-8-sig", errors="replace"))
    inside = Stretch(*(within(lines, spot) for spot in where))
    return server.uris.get(path) or from_fs_path(path) or path, server.range(lines, inside)


def _symbol(server: Server, lines: list[str], part: Part) -> lsp.DocumentSymbol:
    last = min(part.last, len(lines) - 1)
    whole = Stretch(part.first.start, max(Spot(last, len(lines[last])), part.first.end))
    below = [_symbol(server, lines, one) for one in part.parts]
    kind = lsp.SymbolKind.Object if below else lsp.SymbolKind.Property
    return lsp.DocumentSymbol(
        part.name,
        kind,
        server.range(lines, whole),
        server.range(lines, part.first),
        detail=part.detail,
        children=below,
    )


def path_of(uri: str) -> str:
    """The real path of a file; the address itself, if it is none."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return os.path.realpath(path) if path else uri


def _version() -> str:
    try:
        return version("gouji")
    except PackageNotFoundError:
        return "0"
