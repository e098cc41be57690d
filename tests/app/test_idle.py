"""The idle watch warns after a minute, waits half a minute more, and can be extended without end."""

from shared.app.idle import IDLE, WARNING, Idle, IdleState


def test_a_person_who_acts_is_never_warned() -> None:
    watch = Idle(0.0)
    for now in range(0, 3600, 59):
        assert watch.state(now) is IdleState.ACTIVE
        watch = watch.touch(now)


def test_the_warning_comes_after_a_minute_and_stays_half_a_minute() -> None:
    watch = Idle(100.0)
    assert watch.state(100 + IDLE - 0.1) is IdleState.ACTIVE
    assert watch.state(100 + IDLE) is IdleState.WARNING
    assert watch.state(100 + IDLE + WARNING - 0.1) is IdleState.WARNING
    assert watch.state(100 + IDLE + WARNING) is IdleState.LEFT


def test_it_can_be_extended_many_times() -> None:
    watch, now = Idle(0.0), 0.0
    for _ in range(25):
        now += IDLE + 5
        assert watch.state(now) is IdleState.WARNING
        watch = watch.touch(now)
        assert watch.state(now) is IdleState.ACTIVE


def test_the_remaining_time_leads_to_the_next_state() -> None:
    watch = Idle(0.0)
    assert watch.remaining(10.0) == IDLE - 10
    assert watch.state(10 + watch.remaining(10.0)) is IdleState.WARNING
    assert watch.state(70 + watch.remaining(70.0)) is IdleState.LEFT
    assert watch.remaining(1000.0) == 0.0
