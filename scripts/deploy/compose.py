"""The Compose files: whole, hardened, and nothing published but the proxy (O9)."""
import pathlib
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What a service cannot do without, and why.
WRITABLE = {"ollama": "keeps models and scratch beside each other"}


def findings(path):
    whole = yaml.safe_load(path.read_text())
    services, volumes, secrets, networks = (whole.get(part) or {} for part in ("services", "volumes", "secrets", "networks"))
    for name, service in services.items():
        once = "tools" in service.get("profiles", []) or service.get("restart") == "no"
        if service.get("ports") and name != "nginx":
            yield f"{name} is published"
        if not service.get("read_only") and name not in WRITABLE:
            yield f"{name} has a root that can be written"
        if service.get("cap_drop") != ["ALL"] or "no-new-privileges:true" not in service.get("security_opt", []):
            yield f"{name} keeps privileges"
        if service.get("privileged") or "host" in (service.get("network_mode"), service.get("pid"), service.get("ipc")):
            yield f"{name} shares the host's namespaces"
        if not once and (service.get("restart") != "unless-stopped" or "test" not in service.get("healthcheck", {})):
            yield f"{name} is not watched"
        if not {"cpus", "memory", "pids"} <= service.get("deploy", {}).get("resources", {}).get("limits", {}).keys():
            yield f"{name} has no limits"
        image = service.get("image", "")
        if ":" not in image.rsplit("/", 1)[-1] or image.endswith(":latest"):
            yield f"{name} has no version"
        for key, value in (service.get("environment") or {}).items():
            if any(word in key for word in ("SECRET", "PASSWORD", "KEY", "TOKEN")) and not key.endswith("_FILE"):
                yield f"{name} has {key} in its environment"
            if "://" in str(value) and "@" in str(value):
                yield f"{name} has a password in {key}"
        for secret in service.get("secrets", []):
            if (secret["source"] if isinstance(secret, dict) else secret) not in secrets:
                yield f"{name} wants a secret nobody has: {secret}"
        if "database-owner-url" in service.get("secrets", []) and name != "migrate":
            yield f"{name} has the address of the tables' owner"
        for needed in service.get("depends_on", {}):
            if needed not in services:
                yield f"{name} waits for {needed}, which is not there"
        for network in service.get("networks", []):
            if network not in networks:
                yield f"{name} is in a network that is not there: {network}"
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if source.startswith("./"):
                if source not in ("./tls",) and not (ROOT / source).exists():
                    yield f"{name} mounts {source}, which is not there"
                if not mount.endswith(":ro"):
                    yield f"{name} may write to {source}"
            elif source not in volumes:
                yield f"{name} mounts a volume that is not there: {source}"
    if networks.get("inside", {}).get("internal") is not True:
        yield "the inner network reaches out"
    if path.name == "compose.prod.yaml":
        wanted = {"app1", "app2", "app3", "postgres", "postgres-standby", "redis1", "redis2", "redis3", "sentinel1", "sentinel2", "sentinel3", "nginx", "migrate"}
        if wanted - services.keys():
            yield f"missing: {wanted - services.keys()}"
        if services.get("migrate", {}).get("command") != ["migrate", "up", "--app-role", "pa_app"]:
            yield "migrate does not let the application's role in"


bad = 0
for name in ("compose.yaml", "compose.prod.yaml"):
    for finding in findings(ROOT / name):
        bad += 1
        print(f"{name}: {finding}")
if not bad:
    print("both Compose files are whole")
sys.exit(1 if bad else 0)
