"""What of a text is header, message, signature, and the chain of earlier mails below it."""

import re
from collections.abc import Iterator

from warroom.scan.markup import Piece
from warroom.scan.view import Part
from warroom.scan.wordlists import listed

_HEADER = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):[ \t]{0,8}(.*)")
_KNOWN = listed("known")
_OTHERS = listed("other headers")
_SUBJECTS = frozenset({"subject", "betreff"})
_ENCODED = re.compile(r"^(?:content-transfer-encoding:[ \t]{0,8}(?:base64|quoted-printable)"
r"|content-type:[ \t]{0,8}multipart)",
                      re.I | re.M)  # fmt: skip
_SIGNATURE = re.compile(r"--[ \t]?")
_CHAIN = re.compile(
    r"-{3,20} ?(?:original message|original-nachricht|ursprüngliche nachricht|forwarded message"
    r"|weitergeleitete nachricht|reply above this line)|_{10,200}$|begin forwarded message:",
    re.I,
)
_LISTED = re.compile(
    r"^[ \t]*>[ \t]*\**(?!(?:Von|From|To|An|Cc|Date|Datum|Sent|Gesendet|Subject|Betreff)\b)[A-Z][\w '-]{2,30}:", re.M
)
_WROTE = re.compile(
    r"(?:on|am|le|il|el|op)\b.{5,250}\b(?:wrote|schrieb|a écrit|ha scritto|escribió|schreef)\b.{0,120}:\s*$", re.I
)
_SENT = re.compile(r"(?:from|von|de):\s", re.I)
_DIGIT = re.compile(r"\d")
_SENT_NEXT = re.compile(r"(?:sent|date|to|gesendet|datum|an|subject|betreff):\s", re.I)


def headers(text: str) -> tuple[list[Piece], int]:
    """The headers above the message, and where the message begins; none when the text is a message alone."""
    pieces: list[Piece] = []
    place, subject, known = 0, False, False
    while place < len(text):
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        line = text[place:end]
        if not line.strip():
            break
        found = _HEADER.match(line)
        if found and _is_name(found[1]):
            subject = found[1].lower() in _SUBJECTS
            known = known or found[1].lower() in _KNOWN
            if not pieces and not known:
                return [], 0
            at = place + found.start(2)
            pieces.append(Piece(found[2] + "\n\n", at, Part.SUBJECT if subject else Part.HEADER))
        elif pieces and line[:1] in " \t":
            pieces.append(Piece(line + "\n\n", place, Part.SUBJECT if subject else Part.HEADER))
        elif pieces:
            break
        else:
            return [], 0
        place = end + 1
    return (pieces, min(place, len(text))) if known else ([], 0)


def _is_name(label: str) -> bool:
    """Whether a label is the name of a header, and not one of the message's own below them: Impact."""
    return "-" in label or label.lower() in _KNOWN | _OTHERS


def is_encoded(text: str) -> bool:
    """Whether it is a mail whose words can only be read decoded."""
    return _ENCODED.search(text, 0, 20_000) is not None


def decoded(text: str) -> str:
    """Such a mail as it is read: its headers, then its plain part, else its HTML."""
    import email
    from email import policy

    mail = email.message_from_string(text, policy=policy.default)
    lines = [f"{name}: {' '.join(str(value).split())}" for name, value in mail.items()]
    part = mail.get_body(("plain", "html"))
    body = str(part.get_content()) if part is not None else ""
    others = [one for one in mail.walk() if one is not part and one.get_content_type() == "text/html"]
    names = [name for one in mail.walk() if (name := one.get_filename())]
    hidden = "".join(f"<!-- {str(one.get_content()).replace('--', '- -')} -->" for one in others)
    below = f"\n\n<p></p>{hidden}" if hidden and body.lstrip()[:1] == "<" else ""
    return "\n".join([*lines, *(f"X-File-Name: {name}" for name in names), "", body + below])


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, Part]]:
    """The lines of a message that are not the message: what is quoted, the signature, code."""
    chain = signature = fenced = False
    lines = list(_lines(text, start, end))
    is_listed = len(_LISTED.findall(text, start, end)) > 1  # a box of labels, and no reply
    for number, (begun, ended) in enumerate(lines):
        line = text[begun:ended].strip()
        after = text[slice(*lines[number + 1])].strip() if number + 1 < len(lines) else ""
        chain = chain or _begins_chain(line, after)
        if line[:3] in ("```", "~~~"):
            fenced = not fenced
        if chain or (line[:1] == ">" and not is_listed):
            yield begun, ended, Part.QUOTED
        elif fenced or line[:3] in ("```", "~~~"):
            yield begun, ended, Part.CODE
        elif signature or (text[begun:ended].rstrip("\r") in ("-- ", "--")):
            signature = True
            yield begun, ended, Part.SIGNATURE


def _begins_chain(line: str, after: str) -> bool:
    if len(line) > 400:
        return False
    together = f"{line} {after}" if len(after) < 200 else line
    return bool(
        _CHAIN.match(line)
        or _WROTE.match(line)
        or (_WROTE.match(together) and after.endswith(":"))
        or (_is_sender(line.lstrip("*")) and _SENT_NEXT.match(after.lstrip("*")))
    )


def _is_sender(line: str) -> bool:
    """Whether somebody is named as the sender; a time is when something began."""
    return _SENT.match(line) is not None and ("@" in line or not _DIGIT.search(line))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1
