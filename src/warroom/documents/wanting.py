"""What a customer document would say if it had the words: told to who writes, and out of reach of every template."""

from warroom.documents.dossier import Dossier
from warroom.documents.restoration import duration
from warroom.documents.since import since
from warroom.domain import Contact, Line, reference
from warroom.vocabulary import Audience, Certainty, EntryKind, Letter, RequestStatus, Status

# What a customer asks for first; anything else stays inside until somebody chooses to tell it.
_ASKED_FOR = (EntryKind.IMPACT, EntryKind.CAUSE, EntryKind.MITIGATION, EntryKind.RESTORATION)


def wanting(dossier: Dossier) -> list[str]:
    """What lacks customer wording, a line each, with the command that gives it."""
    return [*_names(dossier), *_times(dossier), *_facts(dossier), *_actions(dossier), *_answers(dossier)]


def _times(dossier: Dossier) -> list[str]:
    if not duration(dossier).out_of_order:
        return []
    return ["It was restored before the impact began, so neither time is told; correct one with:  warroom amend --at"]


def _names(dossier: Dossier) -> list[str]:
    escalation = dossier.escalation
    lines = []
    if escalation.customer_title is None:
        ref = reference(Letter.ESCALATION, escalation.id)
        lines.append(f"{ref} has no customer title; give one with:  warroom edit {ref} -c TITLE")
    if escalation.owner and not escalation.owner.name:
        handle = escalation.owner.handle
        lines.append(f"@{handle} has no name to sign with; give it with:  warroom person edit {handle} NAME")
    return [*lines, *_nameless(dossier)]


def _nameless(dossier: Dossier) -> list[str]:
    """Whose promise the customer reads with a handle, for want of a name."""
    owners = [promise.owner for promise in dossier.promises if promise.given_at and promise.is_owed]
    handles = sorted({owner.handle for owner in owners if owner and not owner.name})
    give = "@{0} has no name that the customer could read; give it with:  warroom person edit {0} NAME"
    return [*(give.format(handle) for handle in handles if handle != _signs(dossier)), *_nameless_of_theirs(dossier)]


def _nameless_of_theirs(dossier: Dossier) -> list[str]:
    """Who of theirs stands in their own update with a slug: who has to do something, who agreed that we watch."""
    asked = [one.owner for one in dossier.actions if one.is_open and one.customer_text is not None]
    watched = [dossier.escalation.deescalated_by] if dossier.escalation.status is Status.MONITORING else []
    slugs = sorted({one.slug for one in (*asked, *watched) if isinstance(one, Contact) and one.name == one.slug})
    give = "{1} has no name that the customer could read; give it with:  warroom contact edit {0} {1} NAME"
    return [give.format(dossier.escalation.account.slug, slug) for slug in slugs]


def _signs(dossier: Dossier) -> str | None:
    return dossier.escalation.owner.handle if dossier.escalation.owner else None


def _facts(dossier: Dossier) -> list[str]:
    # Whether data was lost, they read without a wording.
    apart = {line.first.id for line in dossier.impacts.about_data}
    refs = [
        reference(Letter.ENTRY, line.first.id)
        for line in dossier.facts(Audience.INTERNAL, *_ASKED_FOR)
        if line.last.audience is Audience.INTERNAL and _is_settled(line) and line.first.id not in apart
    ]
    way_out = 'warroom amend {ref} -c TEXT --why "customer wording"'
    return [f"{ref} has no customer wording; add one with:  {way_out.format(ref=ref)}" for ref in refs]


def _is_settled(line: Line) -> bool:
    if line.last.kind is EntryKind.CAUSE:
        return line.last.certainty is Certainty.CONFIRMED
    return line.last.certainty is not Certainty.RULED_OUT


def _answers(dossier: Dossier) -> list[str]:
    """What we answered since they were told last, and they do not read."""
    touched = since(dossier, Audience.CUSTOMER).touched_requests()
    return [
        f"{request.ref} has no customer wording, so they read neither what they asked nor our answer; "
        f"give it one:  warroom edit {request.ref} -c TEXT"
        for request in touched
        if request.is_unread
        and not request.is_promised
        and request.answer is not None
        and request.status is not RequestStatus.WITHDRAWN
    ]


def _actions(dossier: Dossier) -> list[str]:
    return [
        f"{reference(Letter.ACTION, action.id)} has no customer wording, so {action.owner.full_name} does not read it; "
        f"give it anew with:  warroom do TEXT -c TEXT --owner {action.owner.slug}"
        for action in dossier.actions
        if action.status.is_open and isinstance(action.owner, Contact) and action.customer_text is None
    ]
