"""Numbers that belong to a person: identity numbers, mobile telephones, bank cards; and addresses of e-mail.

Takes digits, tells what they are; tells where in a text such may stand, and how they are shown with their middle
hidden. Which of them may be published is left to `checks/formal/privacy.py`.

>>> digits_of("１１０１０５ 19491231 002ｘ"), hidden("13800138000")
('11010519491231002X', '138******00')
"""

import re

from reportgen.wording.signs import half_width

_GAP = r"[ \-\u3000\xa0]{0,2}"  # as numbers are typed in groups; also the Chinese blank and the one that breaks no line
# Eleven to nineteen digits, perhaps an X: 13800138000, 110105 19491231 002X; no part of a longer word or number.
LONG_NUMBER = re.compile(rf"(?<![\dA-Za-z.])\d(?:{_GAP}\d){{10,18}}(?:{_GAP}[XxＸｘ])?(?![\dA-Za-z])")
OFFICIAL_MAIL = ".gov.cn"
# zhang.san@example.com, also with a full-width sign or blanks around it
MAIL = re.compile(
    r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}\s?[@＠]\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z]{2,})+"
)
# What Chinese operators give out: 13…, 145 to 149, 15… but not 154, and so on.
_MOBILE = re.compile(r"1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")


def is_identity_number(digits: str) -> bool:
    """True for 18 characters with a possible birthday and the check digit of GB 11643.

    >>> is_identity_number("11010519491231002X"), is_identity_number("110105194912310021")
    (True, False)
    """
    if not digits[:17].isdigit() or not ("1800" < digits[6:10] < "2100" and "01" <= digits[10:12] <= "12"):
        return False
    if len(digits) != 18 or not "01" <= digits[12:14] <= "31":
        return False
    from stdnum.cn import ric  # its `is_valid` knows the places too, and so passes over a number of a new county

    return bool(ric.calc_check_digit(digits) == digits[17].upper())


def is_mobile_number(digits: str) -> bool:
    """True for eleven digits that begin as those of a mobile telephone.

    >>> is_mobile_number("13800138000"), is_mobile_number("12345678901")
    (True, False)
    """
    return _MOBILE.fullmatch(digits) is not None


def is_card_number(digits: str) -> bool:
    """True for 16 to 19 digits that begin as those of bank cards and whose Luhn sum fits."""
    if not (16 <= len(digits) <= 19 and digits.isdigit() and digits[0] in "3456"):
        return False
    from stdnum import luhn

    # sixteen times the same digit fits the sum, and is no card
    return bool(luhn.is_valid(digits)) and len(set(digits)) > 1


def digits_of(text: str) -> str:
    """The digits, and the X that may end an identity number, as plain capitals."""
    return re.sub(r"[^0-9X]", "", half_width(text).upper())


def hidden(digits: str) -> str:
    """The first three and the last two digits, stars between."""
    return f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"


def is_personal(digits: str) -> bool:
    """True for a number of any of these kinds."""
    return is_identity_number(digits) or is_mobile_number(digits) or is_card_number(digits)


def hidden_mail(mail: str) -> str:
    """The first letter of the name and the host.

    >>> hidden_mail("zhang.san@example.com")
    'z***@example.com'
    """
    name, _, host = mail.partition("@")
    return f"{name[:1]}***@{host}"
