"""Every template is tried with the sample, so that a mistake is found before a customer waits for the update."""

from dataclasses import dataclass

from warroom.documents.apart import Page, pages_of
from warroom.documents.rendering import render
from warroom.documents.samples import SAMPLES, variants
from warroom.documents.shelf import Found, Shelf
from warroom.errors import Reason, TemplateFault

_FORMATS = ("md", "text")


@dataclass(frozen=True, slots=True)
class Check:
    """One template, and what is wrong with it."""

    found: Found
    fault: TemplateFault | None

    @property
    def verdict(self) -> str:
        """right, broken, or that it was only read: nobody can tell what a part of other templates is given."""
        if self.fault:
            return "broken"
        return "right" if _document(self.found.name) else "read, not tried: no document has this name"


def check(shelf: Shelf, found: Found) -> Check:
    """Try one template at every stage of its document, with everything there and with everything missing."""
    sample = SAMPLES.get(_document(found.name) or "")
    pages = [Page(one, format) for one in (variants(sample) if sample else ()) for format in _FORMATS]
    try:
        if found.is_built_in:
            for page in pages:
                render(page.document, format=page.format)
        else:
            pages_of(shelf, found, pages, names=True)
    except TemplateFault as fault:
        return Check(found, fault)
    return Check(found, None)


def broken(checks: list[Check]) -> TemplateFault | None:
    """The failure that names every broken template; None when all are right."""
    faults = [(one.found, one.fault) for one in checks if one.fault]
    reasons = [Reason("broken_template", _placed(found, fault), fault.hint) for found, fault in faults]
    if not reasons:
        return None
    return TemplateFault(f"Broken templates: {len(reasons)} of {len(checks)}.", reasons=reasons)


def _placed(found: Found, fault: TemplateFault) -> str:
    """The words of the fault, beginning with the whole path: several places have templates of one name."""
    if fault.message.startswith(found.name):
        return f"{found.path}{fault.message.removeprefix(found.name)}"
    return fault.message if str(found.path) in fault.message else f"{found.path}: {fault.message}"


def _document(name: str) -> str | None:
    """The built-in template whose place this one takes: customer_update.de.md.j2 is a customer update, too."""
    if name in SAMPLES:
        return name
    stem, *_, shape, ending = name.split(".") if name.count(".") == 3 else (name, "", "")
    whole = f"{stem}.{shape}.{ending}"
    return whole if whole in SAMPLES else None
