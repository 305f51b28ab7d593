import subprocess
import sys

PROGRAM = """
from briefing.tui.quick_textual import import_application, import_event_loop
import_event_loop()
import_application()
import briefing.tui.app, textual.app, textual.dom, platformdirs, ssl, asyncio

def below(kind):
    return {kind}.union(*map(below, kind.__subclasses__()))

kinds = below(textual.dom.DOMNode)
assert textual.dom.dir is not dir and len(kinds) > 30
for kind in kinds:
    named = {name for name in dir(kind) if name.startswith(("_compute_", "compute_"))}
    assert set(textual.dom.dir(kind)) == named, kind
assert textual.app.user_downloads_path() == platformdirs.user_downloads_path()
assert ssl.create_default_context().verify_mode and asyncio.run(asyncio.sleep(0, 1)) == 1
"""


def test_what_is_left_out_of_importing_is_there_later():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
