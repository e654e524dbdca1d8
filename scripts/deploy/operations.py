"""The operators' pages: every file, page, script and command of ours that they name is there, or says that it is still to come (†).

    operations.py EXECUTABLE
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs/operations").glob("*.md"))
binary = sys.argv[1]
wrong, named = [], 0


def knows(words):
    """Whether the executable has this command: its help is asked, nothing is done."""
    done = subprocess.run([binary, *words, "--help"], capture_output=True, text=True, cwd="/")
    return done.returncode == 0


heading = lambda line: re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower()).replace(" ", "-")
for page in PAGES:
    where = page.name
    to_come = False
    for number, line in enumerate(page.read_text().splitlines(), 1):
        if line.startswith("#"):
            to_come = "†" in line
        # Commands: `pa-assistant migrate status`, `exec app1 /app/pa-assistant create-admin --employee-id …`.
        for command in re.findall(r"(?:^|`|/app/|\.key )pa-assistant ((?:[a-z]+(?:-[a-z]+)*)(?: [a-z]+)?)(?=[\s`]|$)", line):
            words = command.split()
            named += 1
            if not (knows(words) or knows(words[:1])) and "†" not in line and not to_come:
                wrong.append(f"{where}:{number}: the executable does not know `{command}`")
        for path in re.findall(r"`?((?:deploy|k8s|scripts)/[\w./-]+\w)", line):
            # The Deployment, in kubectl's words.
            if path == "deploy/pa-assistant":
                continue
            named += 1
            if not (ROOT / path).exists():
                wrong.append(f"{where}:{number}: {path} is not there")
        for target, anchor in re.findall(r"\]\(([\w./]*)(#[\w-]+)?\)", line):
            named += 1
            other = page if not target else (page.parent / target)
            if target.startswith("../benchmarks"):
                continue
            if not other.exists() or anchor and anchor[1:] not in [heading(each) for each in other.read_text().splitlines() if each.startswith("#")]:
                wrong.append(f"{where}:{number}: {target}{anchor} leads nowhere")
for line in wrong:
    print(line)
print(f"{len(PAGES)} pages name {named} files, commands and places" if not wrong else f"{len(wrong)} findings")
sys.exit(1 if wrong else 0)
