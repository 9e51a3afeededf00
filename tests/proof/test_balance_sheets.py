"""Balance sheets of pages become one of the issue."""

from pipeline import codec
from pipeline.model import Inventory, Master
from pipeline.proof.balance import Entry, IssueBalance, Sheet
from pipeline.proof.balancesheets import issue_balance, issue_file, issue_inputs, sheet_file
from pipeline.task import Unit
from pipeline.workspace import Workspace, write_atomic

ISSUE = "1987-03"


def master(page):
    return Master(page, f"{page}.tif", 0, "TIFF", f"{page}.tif", "0" * 64, 100, 100, 300.0)


def test_the_sheets_there_are_are_added_up(tmp_path):
    workspace = Workspace(tmp_path)
    inventory = Inventory(ISSUE, tuple(master(f"p000{n}") for n in (1, 2, 3)))
    write_atomic(workspace.inventory_file(ISSUE), codec.dump(inventory))
    for page, lost in (("p0001", 0), ("p0003", 2)):
        entry = Entry("P6", "characters", 50, (("text", 50 - lost),), lost)
        write_atomic(sheet_file(workspace, ISSUE, page), codec.dump(Sheet(page, (entry,), ())))
    unit = Unit(ISSUE)
    assert issue_inputs(workspace, unit) == tuple(
        sheet_file(workspace, ISSUE, page) for page in ("p0001", "p0003")
    )
    ((path, data),) = issue_balance(workspace, unit, None).files
    assert path == issue_file(workspace, ISSUE) == tmp_path / ISSUE / "3-proof" / "balance.json"
    found = codec.load(data, IssueBalance, "")
    assert found.unbalanced == ("p0003",)
    assert found.entries == (Entry("P6", "characters", 100, (("text", 98),), 2),)
