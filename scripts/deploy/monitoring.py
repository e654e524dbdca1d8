"""Monitoring beyond what promtool sees: every alert is tested to fire, every runbook it names exists, every panel has its data."""
import json
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "deploy/monitoring"
wrong = []

rules = [rule for group in yaml.safe_load((HERE / "rules/pa-assistant.yml").read_text())["groups"] for rule in group["rules"]]
alerts = {rule["alert"]: rule for rule in rules if "alert" in rule}
recorded = {rule["record"] for rule in rules if "record" in rule}
tests = yaml.safe_load((HERE / "tests/pa-assistant.yml").read_text())["tests"]
fired = {case["alertname"] for test in tests for case in test["alert_rule_test"] if case.get("exp_alerts")}
for alert in alerts.keys() - fired:
    wrong.append(f"{alert} is never seen to fire")

heading = lambda line: re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower()).replace(" ", "-")
for alert, rule in alerts.items():
    path, _, anchor = rule["annotations"]["runbook"].partition("#")
    page = ROOT / path
    if not page.exists() or anchor not in [heading(line) for line in page.read_text().splitlines() if line.startswith("#")]:
        wrong.append(f"{alert}: no such runbook: {path}#{anchor}")
    if rule["labels"]["severity"] not in ("page", "ticket"):
        wrong.append(f"{alert} goes to nobody")

dashboard = json.loads((HERE / "grafana/pa-assistant.json").read_text())
for panel in dashboard["panels"]:
    if not panel["title"] or not panel["targets"]:
        wrong.append(f"panel {panel['id']} is empty")
    for target in panel["targets"]:
        for used in re.findall(r"\bpa:[a-z0-9_:]+", target["expr"]):
            if used not in recorded:
                wrong.append(f"{panel['title']}: nobody records {used}")

for line in wrong:
    print(line)
print(f"{len(alerts)} alerts, {len(dashboard['panels'])} panels" if not wrong else f"{len(wrong)} findings")
sys.exit(1 if wrong else 0)
