"""The script of the measure of keystrokes: it types into a real log, and the text that it loads is what was typed."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "keystrokes.py"


def test_every_update_is_stored_and_loaded(tmp_path: Path) -> None:
    command = [sys.executable, SCRIPT, tmp_path, "600"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["updates"] >= 600
    assert 0 < found["stored"] < found["log"]
    assert (tmp_path / "updates.sqlite").exists()
