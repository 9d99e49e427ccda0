"""Document → facts: figures first, then clauses, then statements, then the account of every number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from gouji.document import Document
from gouji.extraction.accounttables import account_tables
from gouji.extraction.agreements import agreements
from gouji.extraction.aims import aims
from gouji.extraction.allotments import allotments
from gouji.extraction.appositions import appositions
from gouji.extraction.breakdowns import breakdowns
from gouji.extraction.citations import citations
from gouji.extraction.clauses import ClauseReader
from gouji.extraction.coincidences import coincidences
from gouji.extraction.columnshares import column_shares
from gouji.extraction.comparisons import comparisons
from gouji.extraction.completions import completions
from gouji.extraction.counts import counts
from gouji.extraction.coverage import numbers
from gouji.extraction.cues import Cues
from gouji.extraction.dates import dates
from gouji.extraction.deadlines import deadlines
from gouji.extraction.definitions import definitions
from gouji.extraction.differences import differences
from gouji.extraction.dimensions import dimensions, untargeted
from gouji.extraction.disclosures import disclosures
from gouji.extraction.formboxes import form_boxes
from gouji.extraction.formechoes import form_echoes
from gouji.extraction.formrows import form_rows
from gouji.extraction.formulas import formulas
from gouji.extraction.funds import funds
from gouji.extraction.goalboxes import goal_boxes
from gouji.extraction.grades import grades
from gouji.extraction.headings import goal_titles, headings, list_numbers
from gouji.extraction.headlines import headlines
from gouji.extraction.itemized import itemized
from gouji.extraction.jointly import jointly
from gouji.extraction.ledger import ledger
from gouji.extraction.limits import limits
from gouji.extraction.marks import marks
from gouji.extraction.means import means
from gouji.extraction.multiples import multiples
from gouji.extraction.numerals import Scanner
from gouji.extraction.ordinals import ordinals
from gouji.extraction.overall import overall
from gouji.extraction.pairwise import pairwise
from gouji.extraction.passages import passages
from gouji.extraction.periods import periods
from gouji.extraction.placings import placings
from gouji.extraction.points import points
from gouji.extraction.portions import portions
from gouji.extraction.products import comes_to, products, twin_means
from gouji.extraction.profile import profile
from gouji.extraction.progress import progress
from gouji.extraction.prose import Prose, outline
from gouji.extraction.rates import rates
from gouji.extraction.reasons import reasons
from gouji.extraction.regions import regions
from gouji.extraction.rests import rests
from gouji.extraction.retold import retold
from gouji.extraction.satisfaction import satisfaction
from gouji.extraction.scores import scores
from gouji.extraction.settlements import settlements
from gouji.extraction.shares import shares
from gouji.extraction.shortfalls import shortfalls
from gouji.extraction.statement import Statement, facts_of, settle
from gouji.extraction.subscores import subscores
from gouji.extraction.tables import tables
from gouji.extraction.told import changes_told, matters_told
from gouji.extraction.topics import topics
from gouji.extraction.totals import totals
from gouji.extraction.unmarked import unmarked
from gouji.extraction.vaguerates import vague_rates
from gouji.extraction.wholeness import wholeness
from gouji.fact import FactSet, Profile
from gouji.rule import Vocabulary

# Each reads the whole prose and yields what it finds; none sees another's work. The earlier one keeps a disputed claim.
BUILDERS: tuple[Callable[[Prose], Iterator[Statement]], ...] = (
    formulas,
    form_rows,
    form_boxes,
    form_echoes,
    account_tables,
    tables,
    column_shares,
    settlements,
    funds,
    completions,
    goal_boxes,
    overall,
    limits,
    scores,
    subscores,
    grades,
    dimensions,
    untargeted,
    vague_rates,
    reasons,
    satisfaction,
    rates,
    shares,
    means,
    products,
    comes_to,
    twin_means,
    comparisons,
    placings,
    pairwise,
    multiples,
    breakdowns,
    itemized,
    portions,
    totals,
    jointly,
    rests,
    differences,
    definitions,
    shortfalls,
    counts,
    ordinals,
    wholeness,
    unmarked,
    headlines,
    agreements,
    retold,
    appositions,
    aims,
    progress,
    coincidences,
    dates,
    deadlines,
    periods,
    points,
    disclosures,
    topics,
    changes_told,
    matters_told,
    regions,
    allotments,
    marks,
    citations,
    headings,
    list_numbers,
    goal_titles,
)


def extract(document: Document, vocabulary: Vocabulary, given: Profile) -> FactSet:
    """All facts of a document; what `given` says of the report outranks what is read."""
    prose = read_prose(document, vocabulary, given)
    statements = settle(s for build in BUILDERS for s in build(prose))
    facts = facts_of((*statements, *ledger(statements, prose)), prose)
    return FactSet(prose.profile, facts, numbers(prose, (fact for fact in facts if fact.role != "entry")))


def read_prose(document: Document, vocabulary: Vocabulary, given: Profile) -> Prose:
    """The document at the clause level."""
    scanner, cues = _compiled(vocabulary)
    reader = ClauseReader(scanner, cues)
    read = passages(document)
    return Prose(
        tuple(reader.read(p) for p in read),
        outline(read),
        cues,
        vocabulary.words,
        profile(read, vocabulary, given),
        scanner.scan,
    )


@lru_cache(maxsize=4)
def _compiled(vocabulary: Vocabulary) -> tuple[Scanner, Cues]:
    """The compiled scan and cues of a vocabulary, made once."""
    return Scanner(vocabulary), Cues(vocabulary)
