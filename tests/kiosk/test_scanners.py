"""A scanner that types: only while somebody waits for a code, whole, and nothing of it is kept."""

from __future__ import annotations

from kiosk.scanners import LONGEST, DemoScanner, WedgeScanner


def typing(scanner: WedgeScanner, keys: str) -> None:
    for key in keys:
        scanner.typed(key)
    scanner.typed("Enter")


def test_a_code_comes_whole_in_capitals_and_without_what_was_typed_before_it() -> None:
    scanner, read = WedgeScanner(), list[str]()
    scanner.listen(read.append)
    typing(scanner, "12ncp1:A B$%*+-./:9")
    assert read == ["NCP1:A B$%*+-./:9"]
    typing(scanner, "HTTP://EXAMPLE")
    assert read[1:] == ["HTTP://EXAMPLE"], "what is no code is told too, so that it can be said"


def test_names_of_keys_are_no_characters_and_space_is_one() -> None:
    scanner, read = WedgeScanner(), list[str]()
    scanner.listen(read.append)
    assert not scanner.typed("Shift Left")
    for key in ("N", "C", "P", "1", ":", "A", "Space", "B", "Tab"):
        assert scanner.typed(key)
    assert read == ["NCP1:A B"]


def test_shift_gives_the_signs_that_share_a_key_with_a_digit() -> None:
    scanner, read = WedgeScanner(), list[str]()
    scanner.listen(read.append)
    for key, shift in (("N", True), ("C", True), ("P", True), ("1", False), (";", True), ("4", True), ("4", False)):
        scanner.typed(key, shift)
    for key in ("5", "8", "=", ":"):
        scanner.typed(key, True)
    scanner.typed("Enter")
    assert read == ["NCP1:$4%*+:"]


def test_nothing_is_taken_while_nobody_waits_and_an_empty_line_is_no_code() -> None:
    scanner, read = WedgeScanner(), list[str]()
    typing(scanner, "NCP1:EARLY")
    assert not scanner.typed("1"), "a key of the keypad was taken away from the page"
    stop = scanner.listen(read.append)
    typing(scanner, "")
    typing(scanner, "NCP1:HALF"[:4])
    scanner.typed("X")
    stop()
    scanner.listen(read.append)
    typing(scanner, "NCP1:NEXT")
    assert read == ["NCP1", "NCP1:NEXT"], "half a code was kept for the next person"


def test_it_forgets_more_than_any_code_holds() -> None:
    scanner, read = WedgeScanner(), list[str]()
    scanner.listen(read.append)
    typing(scanner, "NCP1:" + "A" * 3 * LONGEST)
    assert len(read[0]) == LONGEST


def test_a_demonstration_holds_up_what_it_handed_out_and_nothing_else_does() -> None:
    scanner, read = DemoScanner(lambda: True), list[str]()
    scanner.handed_out("NCP1:ONE")
    scanner.handed_out("NCP1:ONE")
    scanner.hold_up("paper1")
    scanner.listen(read.append)
    assert [paper.id for paper in scanner.papers()] == ["paper1"]
    for paper in ("paper1", "paper2", "paper0", "other"):
        scanner.hold_up(paper)
    assert read == ["NCP1:ONE"]
    real = DemoScanner(lambda: False)
    real.handed_out("NCP1:ONE")
    assert real.papers() == ()
