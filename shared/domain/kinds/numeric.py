"""Kinds answered with digits: number, money, phone, id_number, card, pin, bank_account."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import ClassVar

from shared.domain.answers import Problem
from shared.domain.entry import digits_of, half_width
from shared.domain.flow import Kind, Question
from shared.domain.identity import IdFault, luhn_digit, read_id_number
from shared.domain.kinds.base import KindRules, Rows
from shared.domain.quantities import Yuan, yuan
from shared.domain.text import Text, text
from shared.domain.values import Value

DIGITS = "1234567890"
_MONEY = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)
_MOST_MONEY = 99_999_999
_MOST_NUMBER = 999_999
MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
LANDLINE = re.compile(r"0\d{2,3}\d{7,8}|\d{7,8}", re.ASCII)
BANK = re.compile(r"\d{8,30}", re.ASCII)
CARD = re.compile(r"[0-9A-Z]{6,20}", re.ASCII)


class NumberKind(KindRules):
    """A whole number within the question's limits."""

    kind: ClassVar[Kind] = Kind.NUMBER
    keypad: ClassVar[str] = DIGITS
    has_field: ClassVar[bool] = True

    def read(self, question: Question, raw: str) -> Value | Problem:
        digits = "".join(half_width(raw).replace(",", "").replace("，", "").split())
        if not digits:
            return Problem(text("problem.needed"))
        if not (digits.isascii() and digits.isdecimal()):
            return Problem(text("problem.number.form"))
        return int(digits) if len(digits) <= (question.limits.length or 12) else Problem(self._range(question))

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        if isinstance(value, bool) or not isinstance(value, int):
            return Problem(text("problem.number.form"))
        least, most = _limits(question, _MOST_NUMBER)
        return None if least <= value <= most else Problem(self._range(question))

    def _range(self, question: Question) -> Text:
        least, most = _limits(question, _MOST_NUMBER)
        return text("problem.number.range", least=least, most=most)

    def say(self, question: Question, value: Value) -> Text:
        return (
            text(question.unit or "kind.number.said", n=value)
            if isinstance(value, int)
            else super().say(question, value)
        )


def _limits(question: Question, most: int) -> tuple[int, int]:
    limits = question.limits
    return (
        limits.least if limits.least is not None else 0,
        limits.most if limits.most is not None else most,
    )


class MoneyKind(KindRules):
    """An amount in 元, to the 分, within the question's limits (whole 元)."""

    kind: ClassVar[Kind] = Kind.MONEY
    keypad: ClassVar[str] = DIGITS + "."
    has_field: ClassVar[bool] = True

    def read(self, question: Question, raw: str) -> Value | Problem:
        amount = half_width(raw).replace(",", "").removeprefix("¥").removesuffix("元").strip()
        if not amount:
            return Problem(text("problem.needed"))
        if _MONEY.fullmatch(amount) is None:
            return Problem(text("problem.money.form"), text("problem.money.example"))
        return Yuan(Decimal(amount).quantize(Decimal("0.01")))

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        if not isinstance(value, Yuan):
            return Problem(text("problem.money.form"), text("problem.money.example"))
        least, most = _limits(question, _MOST_MONEY)
        if yuan(least) <= value <= yuan(most):
            return None
        return Problem(text("problem.money.range", least=yuan(least), most=yuan(most)))

    def spell(self, question: Question, value: Value) -> str:
        if not isinstance(value, Yuan):
            return super().spell(question, value)
        amount = format(value.amount.quantize(Decimal("0.01")), "f")
        return amount.removesuffix(".00")

    def say(self, question: Question, value: Value) -> Text:
        return text("kind.money.said", amount=value) if isinstance(value, Yuan) else super().say(question, value)


def tail(number: str) -> Text:
    """尾号 1234，校验正确: the last four characters of a longer number."""
    return text("kind.tail", tail=number[-4:]) if len(number) > 4 else text("kind.hidden")


class Coded(KindRules):
    """Digits that identify something: blanks and dashes between groups do not count."""

    keypad: ClassVar[str] = DIGITS
    has_field: ClassVar[bool] = True

    def read(self, question: Question, raw: str) -> Value | Problem:
        digits = digits_of(raw).upper()
        return digits if digits else Problem(text("problem.needed"))

    def masked(self, question: Question, value: Value) -> Text:
        """尾号 1234，校验正确; a number too short to have a tail gives nothing."""
        return tail(str(value))


class PhoneKind(Coded):
    """A mobile number, or a landline with or without its area code."""

    kind: ClassVar[Kind] = Kind.PHONE
    private: ClassVar[bool] = True

    def read(self, question: Question, raw: str) -> Value | Problem:
        digits = digits_of(raw).replace("(", "").replace(")", "")
        digits = digits.removeprefix("+86") if digits.startswith("+86") else digits
        return digits if digits else Problem(text("problem.needed"))

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        if isinstance(value, str) and (MOBILE.fullmatch(value) or LANDLINE.fullmatch(value)):
            return None
        if isinstance(value, str) and value.isascii() and value.isdecimal():
            return Problem(text("problem.phone.length"), text("problem.phone.example"))
        return Problem(text("problem.phone.form"), text("problem.phone.example"))

    def masked(self, question: Question, value: Value) -> Text:
        return text("kind.phone.tail", tail=str(value)[-4:])


class IdNumberKind(Coded):
    """公民身份号码 with its check character (GB 11643)."""

    kind: ClassVar[Kind] = Kind.ID_NUMBER
    private: ClassVar[bool] = True
    keypad: ClassVar[str] = DIGITS + "X"

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        found = read_id_number(value) if isinstance(value, str) else IdFault.CHARACTERS
        return id_problem(found) if isinstance(found, IdFault) else None


def id_problem(fault: IdFault) -> Problem:
    """The message for each fault of an id number."""
    match fault:
        case IdFault.LENGTH:
            return Problem(text("problem.id.length"))
        case IdFault.CHARACTERS:
            return Problem(text("problem.id.characters"))
        case IdFault.DATE:
            return Problem(text("problem.id.date"))
        case IdFault.CHECK_DIGIT:
            return Problem(text("problem.id.check_digit"))


class CardKind(Coded):
    """A social security card number: opaque, since each issuer has its own form."""

    kind: ClassVar[Kind] = Kind.CARD
    private: ClassVar[bool] = True
    keypad: ClassVar[str] = DIGITS + "X"

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        fits = isinstance(value, str) and CARD.fullmatch(value) is not None
        return None if fits else Problem(text("problem.card.form"))


class PinKind(Coded):
    """Six digits, for a card; never kept in a journey and never read back."""

    kind: ClassVar[Kind] = Kind.PIN
    private: ClassVar[bool] = True

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        fits = isinstance(value, str) and len(value) == 6 and value.isascii() and value.isdecimal()
        return None if fits else Problem(text("problem.pin.form"))

    def masked(self, question: Question, value: Value) -> Text:
        return text("kind.pin.entered")

    def say(self, question: Question, value: Value) -> Text:
        return text("kind.pin.entered")


class BankAccountKind(Coded):
    """A bank account or card; UnionPay card numbers (62…, 16 or 19 digits) must pass the Luhn test (ISO/IEC 7812-1)."""

    kind: ClassVar[Kind] = Kind.BANK_ACCOUNT
    private: ClassVar[bool] = True

    def fault(self, question: Question, value: Value, rows: Rows | None) -> Problem | None:
        if not isinstance(value, str) or BANK.fullmatch(value) is None:
            return Problem(text("problem.bank.form"))
        if value.startswith("62") and len(value) in (16, 19) and luhn_digit(value[:-1]) != value[-1]:
            return Problem(text("problem.bank.check_digit"))
        return None
