"""Tables of a package, read without trust."""

from unittest.mock import Mock

from pipeline.export.delivery.plaintext import MARK, table_of


def contents(text):
    return Mock(at_hand=lambda path: True, read=lambda path: f"{MARK}{text}".encode())


def test_a_table_is_its_rows():
    assert table_of(contents('a,b\r\n1,"2\n3"\r\n'), "t.csv") == ([["a", "b"], ["1", "2\n3"]], None)


def test_a_cell_without_end_is_a_fault_and_no_traceback():
    rows, fault = table_of(contents('a,b\r\n1,"' + "公" * 200_000), "t.csv")
    assert rows is None
    assert (fault.code, fault.file) == ("bad-record", "data/t.csv")
