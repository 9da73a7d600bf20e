"""Money: integer minor units with an ISO 4217 currency."""

import re
from decimal import Decimal

from warroom.errors import InvalidValue

# Digits after the point, where they are not two (ISO 4217).
_DIGITS = {
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
    "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip
# The largest amount in minor units: beyond it a figure is a typing mistake.
LIMIT = 10**15

_AMOUNT = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,3})?")
_THOUSANDS = re.compile(r"(?<=[0-9])[,_' ](?=[0-9]{3})")


def currency(text: str, *, field: str = "--currency") -> str:
    """An ISO 4217 code in capitals. Raises InvalidValue for anything but three letters."""
    code = text.strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise InvalidValue(field, "a currency is three letters (ISO 4217)", "For example: EUR")
    return code


def minor_units(text: str, code: str, *, field: str) -> int:
    """An amount as typed (``240000``, ``240,000.50``) in minor units of ``code``. Raises InvalidValue."""
    plain = _THOUSANDS.sub("", text.strip())
    digits = _DIGITS.get(code, 2)
    if not _AMOUNT.fullmatch(plain):
        raise InvalidValue(field, "an amount is digits, with at most one point", "For example: 240000")
    amount = Decimal(plain).scaleb(digits)
    if amount != int(amount):
        raise InvalidValue(field, f"{code} has {digits} digits after the point", "For example: 240000")
    if amount > LIMIT:
        raise InvalidValue(field, "the amount is too large to be true", "Check the number of zeros.")
    return int(amount)


def whole_units(minor: int, code: str) -> int:
    """An amount without what stands after the point: 24000050 of EUR is 240000."""
    return int(Decimal(minor).scaleb(-_DIGITS.get(code, 2)))


def worded(minor: int, code: str) -> str:
    """An amount as people read it: ``EUR 240,000``, with the part after the point only when there is one."""
    digits = _DIGITS.get(code, 2)
    amount = Decimal(minor).scaleb(-digits)
    return f"{code} {amount:,.{0 if amount == int(amount) else digits}f}"
