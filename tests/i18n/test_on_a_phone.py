"""A phone has no card reader, no printer and no staff beside it: it says nothing that needs them."""

from __future__ import annotations

import json
import re

import pytest

from shared.i18n.catalogue import CATALOGUES, ON_A_PHONE, PLACEHOLDER, load, pack
from shared.i18n.locales import LOCALES

OF_A_KIOSK = ("这台机器", "插卡", "刷卡", "读卡器", "扫码口", "打印", "请用手机拍")
"""What only a kiosk has, or only its user is told."""
NEVER_ON_A_PHONE = re.compile(
    r"kiosk\.(code|print|receipt\.print|scan|trouble)\b.*|kiosk\.waiting\.slip|pref\.code\..*|say\.act\.print"
    r"|problem\.card\.no_reader"
)
"""Said by machines with a printer, a scanner or a card reader only. A phone has its own troubles: `phone.trouble`."""
OTHERWISE = {"problem.needs_card", "outbox.cause.level_too_low"}
"""These send to a kiosk, where a phone is not enough."""

every_locale = pytest.mark.parametrize("locale", [facts.babel for facts in LOCALES.values()])


def packed(locale: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(pack(CATALOGUES / locale))
    return found


@every_locale
def test_a_phone_has_its_own_words_in_place_of_a_kiosks(locale: str) -> None:
    ours, there = load(locale), packed(locale)
    own = {id: entry for id, entry in ours.items() if id.startswith(ON_A_PHONE)}
    assert len(own) > 25
    for id, entry in own.items():
        instead = ours[id.removeprefix(ON_A_PHONE)]
        assert there[instead.id] == list(entry.forms) != list(instead.forms)
        assert set(PLACEHOLDER.findall("".join(entry.forms))) == set(PLACEHOLDER.findall("".join(instead.forms)))
    assert not [id for id in there if id.startswith(ON_A_PHONE)]
    assert len(there) > len(own)


def test_a_phone_says_nothing_that_only_a_kiosk_can_keep() -> None:
    wrong = {
        id: forms
        for id, forms in packed("zh_Hans_CN").items()
        if any(word in "".join(forms) for word in OF_A_KIOSK)
        and not NEVER_ON_A_PHONE.fullmatch(id)
        and id not in OTHERWISE
    }
    assert wrong == {}
