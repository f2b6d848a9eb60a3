"""One opened workspace."""

from __future__ import annotations

import getpass
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from klantreis.errors import Conflict, Damaged
from klantreis.workspace import answers, map_answers, personas, rooms, two_maps
from klantreis.workspace import settings as settings_file
from klantreis.workspace.answers import Answer
from klantreis.workspace.behind import NEEDS, Cell, behind, deviating, feeling, hurting
from klantreis.workspace.cache import Cache
from klantreis.workspace.events import Events
from klantreis.workspace.explorations import Explorations
from klantreis.workspace.folder import default_folder, prepare
from klantreis.workspace.grades import Grades
from klantreis.workspace.live import KINDS, Live
from klantreis.workspace.maps import WorkspaceMaps
from klantreis.workspace.mentions import Mentions
from klantreis.workspace.naming import Library
from klantreis.workspace.persona_names import Personas
from klantreis.workspace.segments import Segments
from klantreis.workspace.selection import Selection, Unit
from klantreis.workspace.settings import Settings
from klantreis.workspace.stores import Stores

if TYPE_CHECKING:
    from klantreis.engine.columns import Attributes
    from klantreis.engine.journeys import Journeys
    from klantreis.evidence.outcomes import OnMap
    from klantreis.journey.document import Document
    from klantreis.storage.maps import MapInfo


def open_workspace(folder: str | os.PathLike[str] | None = None, *, name: str | None = None) -> Workspace:
    """Open the workspace in a folder; made when absent.

    Without a folder: ``$KLANTREIS_WORKSPACE``, else the user's data folder. ``name`` is only used when it is made.
    Raises UserError or NoSpace in plain words when the folder cannot be used.
    """
    path = (Path(folder).expanduser() if folder is not None else default_folder()).absolute()
    prepare(path)
    return Workspace(path, settings_file.load_or_make(path, name=name))


class Workspace(Stores):
    """Events, maps and settings of one organisation, in one folder.

    Opens cheaply: the events, the journey index and the maps are each opened at their first use. May be used from
    several threads, and by several processes at once (a terminal beside a running server).
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        super().__init__(path, settings)
        self._events = Events(self)
        self._maps = WorkspaceMaps(self)
        self._segments = Segments(self)
        self.library = Library(self)
        """What the maps name, and where each name is used."""
        self.personas = Personas(self)
        """The personas of all maps, by name."""
        self._explorations = Explorations(self)
        self.mentions = Mentions(self)
        """Open comments by the people they call."""
        self.cache = Cache(path / "cache" / "answers")
        self.grades = Grades(path / "cache" / "grades.json")
        self._live = Live(lambda: self.store, path / "index", path / "events.duckdb")

    @property
    def events(self) -> Events:
        """Bringing events in, looking at them, taking them away."""
        rooms.load(rooms.EVENTS)
        return self._events

    @property
    def maps(self) -> WorkspaceMaps:
        """The journey maps, by name or id."""
        rooms.load(rooms.DOCUMENTS)
        return self._maps

    @property
    def segments(self) -> Segments:
        """Rules over events that have a name."""
        rooms.load(rooms.DOCUMENTS)
        return self._segments

    @property
    def explorations(self) -> Explorations:
        """Questions of the journey explorer that have a name."""
        rooms.load(rooms.DOCUMENTS)
        return self._explorations

    @cached_property
    def author(self) -> str:
        """Under which name changes from this process are kept: the name of who is logged in on this machine."""
        try:
            return getpass.getuser()[:200]
        except (OSError, KeyError):
            return "local"

    def change(self, **fields: Any) -> Settings:
        """Change the settings given by name (``name``, ``timezone``, ``currency``, ``language``) and keep them."""
        self.settings = self.settings.changed(**fields)
        settings_file.save(self.path, self.settings)
        return self.settings

    # Journeys ----------------------------------------------------------------------------------------------------

    def journeys(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        segment: str | None = None,
        where: str | None = None,
        channel: str | None = None,
        unit: Unit | None = None,
        gap: str | None = None,
    ) -> Journeys:
        """The journeys that a question is asked about; see ``Selection`` for what the filters mean."""
        return self.select(Selection(from_, to, segment, where, channel, unit, gap))

    def select(self, selection: Selection) -> Journeys:
        """The journeys of a selection."""
        self._live.fresh()
        if selection.rule is None:
            personas.narrowed(selection, None)
        try:
            return self._live.select(
                selection, self._meaning(selection), lambda whole: self._narrowed(whole, selection)
            )
        except Conflict:
            # Another process took events away since these journeys were made.
            self._live.refresh()
            return self._live.select(
                selection, self._meaning(selection), lambda whole: self._narrowed(whole, selection)
            )

    def attributes(self, journeys: Journeys) -> Attributes:
        """Gives the values per event of channel, value, score and attributes, for rules over more than the activity."""
        rooms.load(rooms.EVENTS)
        from klantreis.events.columns import per_slot

        return per_slot(self.store, journeys)

    def check_rule(self, where: str) -> None:
        """Raise UserError, with the place, when a text is not a rule of the where-language over these events."""
        rooms.load(rooms.EVENTS)
        from klantreis.events.filters import parse
        from klantreis.events.filters.compiler import compiled
        from klantreis.events.filters.select import field_names

        rule = parse(where)
        with self.store.reading() as session:
            compiled(rule, field_names(session), self.settings.timezone)

    def has_events(self) -> bool:
        """Whether there is anything to ask about."""
        return self.select(Selection()).events > 0

    def refresh(
        self,
        progress: Callable[[float | None, int], None] = lambda share, rows: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> str:
        """Bring the journey index up to the stored events; gives its version. ``progress`` is told share and events."""
        return self._live.refresh(progress, cancelled)

    def follow(self) -> bool:
        """Look whether another process changed the events and follow it; gives whether anything changed."""
        return self._live.follow()

    def trust(self) -> None:
        """Somebody calls ``follow`` now and then: from here on no question looks whether the index is fresh."""
        self._live.trust()

    def check_index(self) -> str:
        """Read every byte of the journey index and rebuild it when it is damaged; gives what was found, in words."""
        rooms.load(rooms.KERNELS)
        from klantreis.engine import index

        damaged = ""
        for kind in KINDS:
            try:
                index.verify(self.path / "index" / kind)
            except Damaged as damage:
                damaged = damage.message
                shutil.rmtree(self.path / "index" / kind, ignore_errors=True)
        self.refresh()
        journeys = self.journeys()
        told = f"{journeys.events:,} events in {journeys.n:,} journeys"
        return f"{told}; it was damaged ({damaged}) and is made anew" if damaged else told

    # Questions ---------------------------------------------------------------------------------------------------

    def ask(self, question: str, selection: Selection | None = None, *, on: str | None = None, **given: Any) -> Answer:
        """The answer to a question about journeys; ``answers.QUESTIONS`` names them.

        With ``on``, a map by name or id, journeys are told in the touchpoints of that map instead of in activities.
        """
        chosen = selection or Selection()
        answer = answers.question(question)
        self._live.fresh()
        drawn = None if on is None else self.stored_maps.find(on)
        chosen = personas.narrowed(chosen, None if drawn is None else drawn.document)
        place = {} if drawn is None else {"map": drawn.id, "map_version": drawn.version}
        key = answers.key(question, self._live.version(), self._meaning(chosen), **place, **given)

        def make() -> bytes:
            rooms.load(rooms.QUESTIONS)
            journeys = activities = self.select(chosen)
            if drawn is not None:
                journeys = map_answers.in_touchpoints(drawn.document, journeys, self.attributes(journeys))
            document = None if drawn is None else drawn.document
            known = self._known(answers.NEEDS.get(question, ()), chosen, document, journeys, activities, on=on)
            return answers.encode(answer(journeys, **known, **given))

        return Answer(self.cache.get(key, make), key)

    def _known(
        self,
        names: Sequence[str],
        chosen: Selection,
        document: Document | None,
        journeys: Journeys,
        activities: Journeys,
        *,
        on: str | None,
    ) -> dict[str, Any]:
        """What a question or a number is told besides the journeys, by name."""

        def typical(k: int) -> list[list[str]]:
            asked = self.ask("representatives", chosen, on=on, k=k).to_dict()
            return [each["path"] for each in asked["representatives"]]

        def chances(at: str) -> tuple[float, float]:
            # as it is asked over HTTP, so that an answer that is on the screen is found
            asked = self.ask("drift", chosen, on=on, at=at, permutations=999, limit=1000).to_dict()
            return asked["p"], asked["transitions"]["p"]

        known: dict[str, Callable[[], Any]] = {
            "attributes": lambda: self.attributes(journeys),
            "columns": lambda: (
                "channel",
                "value",
                *(f"attribute:{each['name']}" for each in self.events.attributes()),
            ),
            "timezone": lambda: self.settings.timezone,
            "drawn": lambda: None if document is None else self._drawn(document, activities, chosen),
            "until": lambda: self._end(chosen),
            "typical": lambda: typical,
            "chances": lambda: chances,
        }
        return {name: known[name]() for name in names}

    def compare(
        self,
        question: str,
        one: Selection,
        other: Selection,
        *,
        on: str | None = None,
        limit: int | None = None,
        **given: Any,
    ) -> dict[str, Any]:
        """Two selections side by side, by ``transitions``, ``paths``, ``reach``, ``funnel`` or ``timing``."""
        rooms.load(rooms.QUESTIONS)
        from klantreis.analyses.compare import compare
        from klantreis.workspace.behind import shared_customers

        if question == "paths":
            given["limit"] = None  # a path that is not common on one side may be on the other
        bodies = [self.ask(question, side, on=on, **given).to_dict() for side in (one, other)]
        shared = shared_customers(self.select(one), self.select(other))
        return compare(*bodies, shared_customers=shared, limit=limit).to_dict()

    def behind(
        self,
        cell: Cell,
        selection: Selection | None = None,
        *,
        on: str | None = None,
        other: Selection | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> dict[str, Any]:
        """The customers behind a number of an answer about the same selection (and, with ``on``, the same map).

        ``other`` is the other side of a comparison. Never kept: the list names customers.
        """
        try:
            return self._behind(cell, selection, on=on, other=other, offset=offset, limit=limit)
        except Conflict as changed:
            if changed.code != "events.changed":
                raise
            # events were taken away meanwhile: the same numbers would be other customers
            self._live.refresh()
            return self._behind(cell, selection, on=on, other=other, offset=offset, limit=limit)

    def _behind(
        self,
        cell: Cell,
        selection: Selection | None,
        *,
        on: str | None,
        other: Selection | None,
        offset: int,
        limit: int,
    ) -> dict[str, Any]:
        chosen = selection or Selection()
        self._live.fresh()
        rooms.load(rooms.QUESTIONS)
        from klantreis.analyses.customers import customers

        document = None if on is None else self.stored_maps.find(on).document
        chosen = personas.narrowed(chosen, document)
        journeys = activities = self.select(chosen)
        if document is not None:
            attributes = self.attributes(activities)
            journeys = map_answers.in_touchpoints(document, activities, attributes)
        if document is not None and cell.of in ("fitness", "deviation"):
            times = deviating(document, map_answers.bound(document, activities, attributes), cell)
        elif document is not None and cell.of in ("pain", "moment"):
            until = map_answers.data_end(self.select(Selection(unit=chosen.unit, gap=chosen.gap)))
            of_map = hurting if cell.of == "pain" else feeling
            times = of_map(document, activities, attributes, until, cell)
        else:
            known = self._known(NEEDS.get(cell.of, ()), chosen, document, journeys, activities, on=on)
            if cell.of == "shared":
                known["other"] = self.select(personas.narrowed(other or Selection(), document))
            times = behind(journeys, cell, **known)
        return customers(journeys, times, cell=cell.said(), offset=offset, limit=limit).to_dict()

    def _end(self, chosen: Selection) -> int | None:
        """The last moment of all data, in microseconds."""
        span = self.select(Selection(unit=chosen.unit, gap=chosen.gap)).span()
        return None if span is None else span[1]

    def _drawn(self, document: Document, journeys: Journeys, chosen: Selection) -> OnMap:
        from klantreis.evidence.outcomes import on_map

        until = map_answers.data_end(self.select(Selection(unit=chosen.unit, gap=chosen.gap)))
        return on_map(document, journeys, self.attributes(journeys), until=until)

    def ask_map(self, question: str, name: str, selection: Selection | None = None, **given: Any) -> Answer:
        """The answer to a question about a map, by name or id; ``map_answers.MAP_QUESTIONS`` names them."""
        chosen = selection or Selection()
        answer = map_answers.map_question(question)
        self._live.fresh()
        stored = self.stored_maps.find(name)
        chosen = personas.narrowed(chosen, stored.document)
        key = self._map_key(question, stored.id, stored.version, chosen, **given)

        def make() -> bytes:
            rooms.load(rooms.QUESTIONS)
            journeys = self.select(chosen)
            # a journey is open or dropped as seen from the end of all data, whichever journeys are asked about
            until = map_answers.data_end(self.select(Selection(unit=chosen.unit, gap=chosen.gap)))
            known: dict[str, Any] = {
                "narrowed": lambda where: self._where(journeys, where),
                "attributes_of": self.attributes,
                "timezone": self.settings.timezone,
            }
            more = {name: known[name] for name in map_answers.MAP_NEEDS.get(question, ())}
            return answers.encode(answer(stored.document, journeys, self.attributes(journeys), until, **more, **given))

        body, plain = self.cache.get(key, make), chosen == Selection() and not given
        if question == "measures" and plain and not self.measured_today(stored.id, stored.version):
            told = map_answers.Measured.read(*(self.cache.peek(key) or (body, datetime.now(UTC))))
            self.grades.keep(stored.id, stored.version, self._live.version(), answers.today(), told)
        return Answer(body, key)

    def compare_maps(self, name: str, **asked: Any) -> dict[str, Any]:
        """Two versions of a map, or two maps, side by side: see ``two_maps.compare_maps``."""
        return two_maps.compare_maps(self, name, **asked)

    def graded(self, infos: Sequence[MapInfo]) -> dict[str, map_answers.Measured]:
        """The grades of maps and when they were measured, of those that were measured already; never measures."""
        return self.grades.of(infos, self._live.version())

    def measured_today(self, map_id: str, version: int) -> bool:
        """Whether this version of a map was measured today, on the events as they are."""
        return self.grades.fresh(map_id, version, self._live.version(), answers.today())

    def count_rule(self, map_id: str, rule: dict[str, Any], selection: Selection | None = None) -> dict[str, Any]:
        """How many events and journeys a rule would match; raises NotFound for an unknown map."""
        rooms.load(rooms.QUESTIONS)
        self.stored_maps.get(map_id)
        journeys = self.select(selection or Selection())
        return map_answers.count_rule(rule, journeys, self.attributes(journeys))

    def count_segment(self, rule: str, selection: Selection | None = None) -> dict[str, Any]:
        """How many customers and journeys a rule picks, of those selected; raises UserError where it cannot be read."""
        rooms.load(rooms.QUESTIONS)
        from klantreis.evidence.personas import picked

        journeys = self.select(selection or Selection())
        return picked(journeys, self._where(journeys, rule))

    def summary(self) -> dict[str, Any]:
        """Counts, time range and index version, from what is kept ready: does not open the events when it need not."""
        version = self._live.version()
        key = answers.key("summary", version, ())
        # Without an index there is nothing to keep the counts under.
        told = self.events.counts() if not version else self._kept_counts(key)
        names = ("events", "customers", "journeys", "activities", "sources")
        return {
            "counts": {**{name: told[name] for name in names}, "maps": len(self.maps)},
            "from": told["from"],
            "to": told["to"],
            "index_version": self._live.version(),
        }

    def _kept_counts(self, key: tuple[Any, ...]) -> dict[str, Any]:
        return answers.decode(self.cache.get(key, lambda: answers.encode_plain(self.events.counts())))

    def _map_key(self, question: str, map_id: str, version: int, selection: Selection, **given: Any) -> tuple[Any, ...]:
        return answers.key(
            question,
            self._live.version(),
            self._meaning(selection),
            map=map_id,
            map_version=version,
            day=answers.today(),
            **given,
        )

    def _meaning(self, selection: Selection) -> tuple[Any, ...]:
        """What a selection means now: a segment is its rule, and dates are read in the workspace's time zone."""
        rule = self.segments.rule(selection.segment) if selection.segment else None
        return (*selection.key(), rule, self.settings.timezone)

    def _narrowed(self, whole: Journeys, selection: Selection) -> Journeys:
        """Only the journeys that the filters select."""
        from klantreis.events.filters import Filter, select

        rule = self.segments.rule(selection.segment) if selection.segment else None
        asked = Filter(
            selection.from_,
            selection.to,
            selection.where,
            rule,
            selection.channel,
            segment_name=selection.segment,
            persona=selection.rule,
            persona_name=selection.persona,
        )
        return select(self.store, whole, asked, timezone=self.settings.timezone)

    def _where(self, journeys: Journeys, where: str) -> Journeys:
        """Those of these journeys with an event for which a rule holds."""
        from klantreis.events.filters import Filter, select

        return select(self.store, journeys, Filter(where=where), timezone=self.settings.timezone)

    # Closing -----------------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        """Itself; closed when the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Workspace {self.settings.name!r} in {self.path}>"
