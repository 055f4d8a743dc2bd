from tests.register.desk import Desk


def test_x(desk: Desk) -> None:
    code = desk.organisation()
    desk.listed(code)
    print(desk.check(code))
    assert desk.check(code).verdict == "prohibited"
    desk.office.verify if False else None
    print(desk.office.store.verify())
