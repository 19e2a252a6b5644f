"""What is cut in a field comes back exactly, and goes to the terminal made safe; fails when Textual keeps it elsewhere."""

from __future__ import annotations

import asyncio
import base64
import re

from textual.app import App, ComposeResult

from govtui.tui.textual_compat.annotated_text_area import AnnotatedTextArea
from govtui.tui.textual_compat.clipboard import CopyingFields

TEXT = 'name = "Đ\x1b[31mỏ\x9b2J\u202e\U000e0041"\n'


class _Editor(CopyingFields, App[None]):
    def compose(self) -> ComposeResult:
        yield AnnotatedTextArea()


def test_what_is_cut_is_pasted_exactly_and_sent_safe() -> None:
    async def run() -> None:
        app = _Editor()
        async with app.run_test(size=(60, 12)) as pilot:
            written: list[str] = []
            assert app._driver is not None
            app._driver.write = written.append  # type: ignore[method-assign]
            area = app.query_one(AnnotatedTextArea)
            area.load(TEXT)
            area.focus()
            area.select_all()
            area.action_cut()
            await app.workers.wait_for_complete()
            assert area.file_text == ""
            area.action_paste()
            await pilot.pause()
            assert area.file_text == TEXT
            (sent,) = re.findall(r"\x1b\]52;c;([^\a]*)\a", "".join(written))
            assert base64.b64decode(sent).decode() == 'name = "Đ␛[31mỏ⟨009B⟩2J⟨202E⟩⟨E0041⟩"\n'

    asyncio.run(run())
