"""The demo people, their cards and their issuer. All follows from one public constant: it proves nothing to anybody.

Only devices enrolled for a demonstration believe the demo issuer; everywhere else these cards fail like any forgery.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from shared.contract.trust import CardCertificate, IssuerRoot
from shared.domain.identity import check_digit, luhn_digit
from shared.sealing.crypto_native import ORDER, NativeSigner, signer_of
from shared.sealing.derive import hkdf, same
from shared.sealing.session import CardLocked, WrongPin
from shared.sealing.trust import sign_card

PUBLIC_CONSTANT: Final = b"nuanchuang demonstration: every key that follows from this line is public"
PIN: Final = "123456"
"""The PIN of every demo card."""
TRIES: Final = 3
"""Wrong PINs in a row that lock a card."""
ISSUER_NAME: Final = "nuanchuang-demo"
VALID_FROM: Final = date(2020, 1, 1)
VALID_TO: Final = date(2045, 12, 31)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person who does not exist. `key` is stable (`opt.<key>` on screen); `region` is a province's code (GB/T 2260);
    `note` says to readers of the code why this person is among them."""

    key: str
    name: str
    id_number: str
    born: date
    region: str
    card_number: str
    note: str = ""

    @property
    def male(self) -> bool:
        """By the 17th digit."""
        return int(self.id_number[16]) % 2 == 1


def demo_person(key: str, name: str, born: date, city: str, sequence: int, note: str = "") -> DemoPerson:
    """A synthetic person; `city` are the first four digits of its code, `sequence` digits 15 to 17 (odd: male).

    The district is 99, which GB/T 2260 assigns nowhere: the number is valid and belongs to nobody.
    """
    head = f"{city}99{born:%Y%m%d}{sequence:03d}"
    number = head + check_digit(head)
    card = f"9156{int.from_bytes(hkdf(PUBLIC_CONSTANT, b'card ' + number.encode(), 6)) % 10**14:014d}"
    return DemoPerson(key, name, number, born, f"{city[:2]}0000", card + luhn_digit(card), note)


DEMO_PEOPLE: Final = (
    demo_person("wang_xiuying", "王秀英", date(1950, 3, 12), "4401", 24, "76, weak sight, accented Mandarin"),
    demo_person("li_jianguo", "李建国", date(1958, 5, 20), "3101", 31, "68, cannot read much"),
    demo_person("chen_jing", "陈静", date(1985, 7, 3), "4401", 62, "41, deaf"),
    demo_person("zhou_qiang", "周强", date(1974, 2, 11), "3101", 77, "52, no use of hands; 11 years contributed"),
    demo_person("mahemuti", "马合木提·阿不都拉", date(1969, 9, 1), "6531", 15, "farmer, phone on the hill"),
    demo_person("zhao_min", "赵敏", date(1993, 4, 18), "4401", 28, "volunteer helper"),
    demo_person("chen_yan", "陈䶮", date(1991, 12, 25), "4403", 53, "a rare character in the name (U+4DAE)"),
    demo_person("liu_wei", "刘伟", date(1978, 6, 8), "3101", 19, "Shanghai, 22 years contributed, dismissed"),
    demo_person("huang_lijuan", "黄丽娟", date(1988, 10, 30), "4401", 84, "Guangdong, 8 years, contract expired"),
    demo_person("lin_xiaojun", "林小军", date(2002, 1, 15), "4401", 37, "Guangdong, contributed under 1 year"),
    demo_person("sun_qian", "孙倩", date(1995, 8, 22), "3101", 46, "Shanghai, left by her own will"),
    demo_person("wu_guohua", "吴国华", date(1966, 9, 17), "3101", 55, "Shanghai, less than 1 year before retirement"),
    demo_person("zheng_shufen", "郑淑芬", date(1976, 8, 5), "4401", 68, "Guangdong, close to retirement at 50"),
    demo_person(
        "xu_jianhua", "徐建华", date(1983, 11, 27), "5101", 93, "Sichuan: parameters of the region are missing"
    ),
    demo_person(
        "ouyang_xue", "欧阳雪", date(1999, 2, 28), "4403", 22, "Guangdong, 1 year to the day; a double surname"
    ),
    demo_person("he_zhiming", "何志明", date(1971, 12, 1), "4413", 11, "Guangdong, 10 years to the day, firm closed"),
    demo_person("gao_guiying", "高桂英", date(1955, 1, 9), "5101", 26, "pensioner: her check ends within 3 months"),
    demo_person("qian_defa", "钱德发", date(1953, 6, 30), "4401", 35, "pensioner: abroad, yet his card is used here"),
    demo_person("feng_yulan", "冯玉兰", date(1948, 2, 29), "3201", 42, "pensioner: suspended by a clerk"),
    demo_person("tang_weimin", "唐卫民", date(1966, 5, 12), "3101", 73, "of age since October, 21 years: may claim"),
    demo_person("ma_guilan", "马桂兰", date(1966, 10, 15), "4401", 64, "60, residents' pension, 15 years: may claim"),
)
"""Every one of them is synthetic."""

PEOPLE_BY_KEY: Final = {person.key: person for person in DEMO_PEOPLE}


def demo_key(name: str) -> NativeSigner:
    """The demo key of that name."""
    scalar = int.from_bytes(hkdf(PUBLIC_CONSTANT, b"key " + name.encode(), 48)) % (ORDER - 1) + 1
    return signer_of(scalar.to_bytes(32, "big"))


def demo_issuer_key() -> NativeSigner:
    """The demo issuer's private key."""
    return demo_key("issuer")


def demo_issuer() -> IssuerRoot:
    """The demo issuer, marked as such."""
    return IssuerRoot(ISSUER_NAME, demo_issuer_key().public, demo=True)


class DemoCard:
    """A card that really signs after its PIN, and locks after three wrong ones."""

    __slots__ = ("_key", "_left", "certificate", "person")

    def __init__(self, person: DemoPerson, certificate: str, key: NativeSigner) -> None:
        self.person = person
        self.certificate = certificate
        self._key = key
        self._left = TRIES

    async def sign(self, pin: str, data: bytes) -> bytes:
        """ES256 after the right PIN; raises WrongPin, CardLocked."""
        if self._left == 0:
            raise CardLocked
        if not same(pin.encode(), PIN.encode()):
            self._left -= 1
            if self._left == 0:
                raise CardLocked
            raise WrongPin(self._left)
        self._left = TRIES
        return await self._key.sign(data)


async def demo_card(person: DemoPerson) -> DemoCard:
    """The card of a demo person."""
    key = demo_key(f"card {person.id_number}")
    certificate = CardCertificate(
        person.id_number, person.name, person.card_number, person.region, key.public, VALID_FROM, VALID_TO
    )
    return DemoCard(person, await sign_card(demo_issuer_key(), certificate), key)
