"""What an entry of a kind needs beyond its text: one model a kind, checked on every write and on import."""

from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from warroom.errors import InvalidValue
from warroom.vocabulary import CauseCategory, DataLoss, EntryKind, Mood


def _without_nul(words: str) -> str:
    if "\0" in words:
        raise ValueError("it holds a NUL byte")
    return words


_Trimmed = StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)
Words = Annotated[str, _Trimmed, AfterValidator(_without_nul)]
# Beyond it a figure is a typing mistake; every whole number below it is exact in any reader of JSON.
Figure = Annotated[int, Field(strict=True, ge=0, le=2**53 - 1)]


class Details(BaseModel):
    """The base: unknown keys are refused, so that a typing mistake in an import is not lost in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class NoDetails(Details):
    """A kind that needs nothing beyond its text."""


class ImpactDetails(Details):
    """What the customer cannot do, in their own units, and what is not affected."""

    figure: Figure | None = None
    unit: Words | None = None
    not_affected: Words | None = None
    data_loss: DataLoss | None = None


class CauseDetails(Details):
    """Why it failed."""

    category: CauseCategory | None = None


class DecisionDetails(Details):
    """What was given up for what."""

    tradeoff: Words | None = None


class ChangeDetails(Details):
    """A change of state: which field, from what, to what."""

    field: Words
    old: str | None = None
    new: str | None = None


class EstimateDetails(Details):
    """Until when it is expected to be restored, and whether we committed to that."""

    until: AwareDatetime | None = None
    committed: bool | None = None


class RestorationDetails(Details):
    """Restored by a workaround, or for good."""

    workaround: Words | None = None


class VoiceDetails(Details):
    """How somebody sounded who said it."""

    mood: Mood | None = None


_OF_KIND: dict[EntryKind, type[Details]] = {
    EntryKind.IMPACT: ImpactDetails,
    EntryKind.CAUSE: CauseDetails,
    EntryKind.DECISION: DecisionDetails,
    EntryKind.CHANGE: ChangeDetails,
    EntryKind.ESTIMATE: EstimateDetails,
    EntryKind.RESTORATION: RestorationDetails,
    EntryKind.VOICE: VoiceDetails,
}


# What pydantic says, where it does not say it to a person.
_PROBLEMS = {
    "extra_forbidden": "it does not belong to an entry of kind {kind}",
    "int_type": "it is not a whole number",
    "greater_than_equal": "it is below {ge}",
    "less_than_equal": "it is above {le}",
}


def details(kind: EntryKind, given: dict[str, Any] | None, *, field: str = "data") -> dict[str, Any]:
    """What is kept beside the text of an entry of ``kind``: only what was given. Raises InvalidValue."""
    told = {key: value for key, value in (given or {}).items() if value is not None}
    if not told:
        return {}
    try:
        return _OF_KIND.get(kind, NoDetails).model_validate(told).model_dump(mode="json", exclude_none=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        problem = _PROBLEMS.get(first["type"], first["msg"]).format(kind=kind, **first.get("ctx", {}))
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidValue(
            f"{field}.{where}" if field == "data" else f"--{where.replace('_', '-')}",
            problem,
            f"An entry of kind {kind} takes: {_known(kind)}.",
        ) from None


def _known(kind: EntryKind) -> str:
    return ", ".join(_OF_KIND.get(kind, NoDetails).model_fields) or "no data"
