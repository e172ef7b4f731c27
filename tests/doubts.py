"""A workspace with names about which the rules are not sure: two firms, and one name that either may mean."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.pipeline import build
from kg.settings import Settings

TIANJIN, BEIJING, EITHER = "天津青禾云溪科技有限公司", "北京青禾云溪科技有限公司", "青禾云溪科技有限公司"
NEWS = {
    "a.txt": f"渤海银行天津分行近日向{TIANJIN}发放贷款300万元。",
    "b.txt": f"{BEIJING}已入驻中关村科技园，研发车间投入使用。",
    "c.txt": f"{EITHER}总经理李青禾说，公司获得天使轮融资500万元。",
}
"""File names and what stands in them; the rules leave open which of the two firms the third tells of."""


def build_doubts(folder: Path) -> Path:
    """Build the workspace below `folder`."""
    news = folder / "news"
    news.mkdir()
    for name, text in NEWS.items():
        (news / name).write_text(text, encoding="utf-8")
    workspace = folder / "workspace"
    build([news], Settings.read(workspace, environment={}))
    return workspace


def copy_of(workspace: Path, folder: Path) -> Path:
    """A copy of a workspace for one test to judge in."""
    return Path(shutil.copytree(workspace, folder / "copy"))
