"""The Kubernetes manifests: rendered as they would be applied, valid for the versions in use, and what operators are promised.

    manifests.py            check every overlay
    manifests.py --seeded   make known mistakes one at a time and see that each is caught
    manifests.py --render F write what was rendered to folder F
"""
import copy
import functools
import json
import pathlib
import re
import subprocess
import sys

import kubernetes_validate
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
OVERLAYS = ["dev", "pilot", "staging", "production"]
VERSIONS = ["1.35", "1.36", "1.37"]
# Kinds that come with operators: no schema of the cluster's own, checked by rules below.
FOREIGN = {"ServiceMonitor"}
# Made by hand or by the external-secrets operator before the first rollout (k8s/examples).
SECRETS = {"pa-assistant", "pa-assistant-owner"}
# With which the audit log can be changed: no replica has it.
OWNER = "pa-assistant-owner"
SECRET_NAME = re.compile(r"(SECRET|PASSWORD|TOKEN|_KEY|^AUDIT_KEY)")


def render(overlay):
    command = ["kubectl", "kustomize"] if subprocess.run(["which", "kubectl"], capture_output=True).returncode == 0 else ["kustomize", "build"]
    done = subprocess.run([*command, str(ROOT / "k8s/overlays" / overlay)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{overlay} does not render:\n{done.stderr}")
    return [document for document in yaml.safe_load_all(done.stdout) if document]


def name(document):
    return f"{document['kind']}/{document['metadata']['name']}"


def pods(document):
    """The pod template of a workload, and whether it runs on and on."""
    kind = document["kind"]
    if kind in ("Deployment", "StatefulSet", "DaemonSet"):
        return document["spec"]["template"], True
    if kind == "Job":
        return document["spec"]["template"], False
    if kind == "CronJob":
        return document["spec"]["jobTemplate"]["spec"]["template"], False
    return None, False


def mebibytes(text):
    units = {"Ki": 1 / 1024, "Mi": 1, "Gi": 1024}
    match = re.fullmatch(r"(\d+)(Ki|Mi|Gi)", str(text))
    return int(match[1]) * units[match[2]] if match else float("inf")


def cores(text):
    text = str(text)
    return float(text[:-1]) / 1000 if text.endswith("m") else float(text)


def matches(selector, labels):
    return all(labels.get(key) == value for key, value in selector.items())


@functools.cache
def schema_error(document, version):
    """What the schema of that version has against a document, given as JSON so that equal ones are looked at once."""
    try:
        kubernetes_validate.validate(json.loads(document), version, strict=True)
    except kubernetes_validate.ValidationError as error:
        return str(error.message)[:120]
    except kubernetes_validate.SchemaNotFoundError:
        return "no such kind"
    return None


def findings(documents):
    """(rule, where) for every promise that is broken."""
    found = []
    of = lambda kind: [document for document in documents if document["kind"] == kind]
    names = lambda kind: {document["metadata"]["name"] for document in of(kind)}
    settings = {}
    for config in of("ConfigMap"):
        if "PORT" in config.get("data", {}):
            settings.update(config["data"])
    sqlite = settings.get("DATABASE_URL", "").startswith(("file:", "sqlite:"))
    namespaces = of("Namespace")

    def broken(rule, where):
        found.append((rule, where))

    if len(namespaces) != 1:
        broken("one-namespace", "Namespace")
    for namespace in namespaces:
        if namespace["metadata"].get("labels", {}).get("pod-security.kubernetes.io/enforce") != "restricted":
            broken("restricted-namespace", name(namespace))
    space = namespaces[0]["metadata"]["name"] if namespaces else None

    for document in documents:
        where = name(document)
        if document["kind"] != "Namespace" and document["metadata"].get("namespace") != space:
            broken("own-namespace", where)
        if document["kind"] == "Secret":
            broken("secret-in-files", where)
        if document["kind"] == "ConfigMap":
            for key, value in document.get("data", {}).items():
                if SECRET_NAME.search(key) and not key.endswith("_FILE") or re.search(r"://[^/\s:]+:[^@\s]+@", str(value)):
                    broken("secret-in-files", f"{where} {key}")

        template, forever = pods(document)
        if template is None:
            continue
        spec = template["spec"]
        pod = spec.get("securityContext", {})
        labels = template["metadata"].get("labels", {})
        if spec.get("automountServiceAccountToken") is not False:
            broken("no-cluster-token", where)
        if spec.get("serviceAccountName") not in names("ServiceAccount"):
            broken("service-account", where)
        if pod.get("runAsNonRoot") is not True or pod.get("runAsUser", 0) != 1001:
            broken("uid-1001", where)
        if pod.get("seccompProfile", {}).get("type") != "RuntimeDefault":
            broken("seccomp", where)
        if spec.get("hostNetwork") or spec.get("hostPID") or spec.get("hostIPC"):
            broken("host-namespaces", where)
        volumes = {volume["name"]: volume for volume in spec.get("volumes", [])}
        for volume in volumes.values():
            if "hostPath" in volume:
                broken("host-path", where)
            if "emptyDir" in volume and not volume["emptyDir"].get("sizeLimit"):
                broken("bounded-scratch", where)
            if "configMap" in volume and volume["configMap"]["name"] not in names("ConfigMap"):
                broken("dangling-reference", f"{where} {volume['name']}")
            secrets = [volume["secret"]["secretName"]] if "secret" in volume else []
            secrets += [source["secret"]["name"] for source in volume.get("projected", {}).get("sources", []) if "secret" in source]
            if not SECRETS.issuperset(secrets):
                broken("dangling-reference", f"{where} {volume['name']}")
            if forever and OWNER in secrets:
                broken("not-the-owner", f"{where} {volume['name']}")
            if "persistentVolumeClaim" in volume and volume["persistentVolumeClaim"]["claimName"] not in names("PersistentVolumeClaim"):
                broken("dangling-reference", f"{where} {volume['name']}")
        for container in spec.get("containers", []) + spec.get("initContainers", []):
            here = f"{where} {container['name']}"
            image = container["image"]
            if "@sha256:" not in image and (":" not in image.rsplit("/", 1)[-1] or image.endswith(":latest")):
                broken("pinned-image", here)
            context = container.get("securityContext", {})
            if context.get("allowPrivilegeEscalation") is not False:
                broken("no-escalation", here)
            if context.get("privileged"):
                broken("not-privileged", here)
            if context.get("readOnlyRootFilesystem") is not True:
                broken("read-only-root", here)
            if context.get("capabilities", {}).get("drop") != ["ALL"] or context.get("capabilities", {}).get("add"):
                broken("no-capabilities", here)
            if context.get("runAsUser", 1001) == 0 or context.get("runAsNonRoot") is False:
                broken("uid-1001", here)
            resources = container.get("resources", {})
            if not {"cpu", "memory"} <= resources.get("requests", {}).keys() or not {"cpu", "memory"} <= resources.get("limits", {}).keys():
                broken("requests-and-limits", here)
            elif cores(resources["limits"]["cpu"]) > 1 or mebibytes(resources["limits"]["memory"]) > 1024:
                broken("limits-at-most-1-1Gi", here)
            for port in container.get("ports", []):
                if "hostPort" in port:
                    broken("host-port", here)
            for variable in container.get("env", []):
                if SECRET_NAME.search(variable["name"]) and not variable["name"].endswith("_FILE") and "value" in variable:
                    broken("secret-in-files", f"{here} {variable['name']}")
            for source in container.get("envFrom", []):
                if "configMapRef" in source and source["configMapRef"]["name"] not in names("ConfigMap"):
                    broken("dangling-reference", here)
            for mount in container.get("volumeMounts", []):
                if mount["name"] not in volumes:
                    broken("dangling-reference", f"{here} {mount['name']}")
            if forever:
                for probe, path in (("startupProbe", "/api/health/live"), ("livenessProbe", "/api/health/live"), ("readinessProbe", "/api/health/ready")):
                    if container.get(probe, {}).get("httpGet", {}).get("path") != path:
                        broken(f"{probe}", here)
                pause = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
                if pause < 2:
                    broken("pre-stop", here)
                if spec.get("terminationGracePeriodSeconds", 30) < pause + 25:
                    broken("grace-period", here)
        if not forever and spec.get("restartPolicy") != "Never":
            broken("restart-policy", where)
        covered = any(policy["spec"].get("egress") or policy["spec"].get("ingress") for policy in of("NetworkPolicy")
                      if matches(policy["spec"]["podSelector"].get("matchLabels", {}), labels))
        if not covered:
            broken("network-policy", where)

    for deployment in of("Deployment"):
        where, spec = name(deployment), deployment["spec"]
        labels = spec["template"]["metadata"].get("labels", {})
        if not matches(spec["selector"].get("matchLabels", {}), labels):
            broken("selector", where)
        replicas, strategy = spec.get("replicas", 1), spec.get("strategy", {})
        if sqlite and (replicas != 1 or strategy.get("type") != "Recreate" or names("HorizontalPodAutoscaler")):
            broken("sqlite-has-one-replica", where)
        if not sqlite and strategy.get("rollingUpdate", {}).get("maxUnavailable") != 0:
            broken("rolling-update", where)
        if not sqlite and not any(job["metadata"]["name"] == "pa-assistant-migrate" and job["spec"]["template"]["spec"]["containers"][0]["args"] == ["migrate", "up", "--app-role", "pa_app"] for job in of("Job")):
            broken("migration-job", where)
        if not sqlite and not any(OWNER in str(job["spec"]["template"]["spec"]["volumes"]) for job in of("Job")):
            broken("not-the-owner", where)
        if replicas > 1:
            if len(spec["template"]["spec"].get("topologySpreadConstraints") or []) < 2:
                broken("spread", where)
            budgets = [budget for budget in of("PodDisruptionBudget") if matches(budget["spec"]["selector"]["matchLabels"], labels)]
            if not budgets or any(int(budget["spec"].get("minAvailable", 0)) >= replicas for budget in budgets):
                broken("disruption-budget", where)
            scalers = [scaler for scaler in of("HorizontalPodAutoscaler") if scaler["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]]
            if not scalers or any(scaler["spec"].get("minReplicas", 1) < 2 for scaler in scalers):
                broken("autoscaler", where)
        ports = {port["name"] for container in spec["template"]["spec"]["containers"] for port in container.get("ports", [])}
        for service in of("Service"):
            if service["spec"].get("type", "ClusterIP") != "ClusterIP":
                broken("service-inside", name(service))
            if not matches(service["spec"]["selector"], labels):
                broken("selector", name(service))
            if service["spec"].get("sessionAffinity", "None") != "None":
                broken("no-affinity", name(service))
            for port in service["spec"]["ports"]:
                if port["targetPort"] not in ports:
                    broken("port", name(service))

    services = {service["metadata"]["name"]: {port["name"] for port in service["spec"]["ports"]} for service in of("Service")}
    hosts = set()
    for ingress in of("Ingress"):
        where, notes = name(ingress), ingress["metadata"].get("annotations", {})
        covered = {host for entry in ingress["spec"].get("tls", []) for host in entry["hosts"]}
        if notes.get("nginx.ingress.kubernetes.io/force-ssl-redirect") != "true":
            broken("tls", where)
        if any("cors" in key or "affinity" in key for key in notes):
            broken("no-affinity", where)
        if "nginx.ingress.kubernetes.io/limit-rps" not in notes:
            broken("rate-limit", where)
        for rule in ingress["spec"]["rules"]:
            hosts.add(rule.get("host"))
            if rule.get("host") not in covered:
                broken("tls", where)
            for path in rule["http"]["paths"]:
                backend = path["backend"]["service"]
                if backend["port"].get("name") not in services.get(backend["name"], set()):
                    broken("port", where)
                wanted = "24m" if path["path"].startswith("/api/upload-import") else "10m"
                if notes.get("nginx.ingress.kubernetes.io/proxy-body-size") != wanted:
                    broken("body-size", where)
    if hosts:
        if hosts != {settings.get("APP_BASE_URL", "").removeprefix("https://")}:
            broken("base-url", "ConfigMap")
        if settings.get("DEMO_MODE") == "true":
            broken("demo-outside", "ConfigMap")

    denies = [policy for policy in of("NetworkPolicy") if not policy["spec"].get("ingress") and not policy["spec"].get("egress")
              and set(policy["spec"].get("policyTypes", [])) == {"Ingress", "Egress"} and set(policy["spec"]["podSelector"].get("matchLabels", {})) <= {"app.kubernetes.io/name"}]
    if not denies:
        broken("default-deny", "NetworkPolicy")
    for policy in of("NetworkPolicy"):
        for rule in policy["spec"].get("ingress") or []:
            if not rule.get("from") or not rule.get("ports"):
                broken("open-to-all", name(policy))

    for job in of("CronJob"):
        spec = job["spec"]
        if spec.get("concurrencyPolicy") != "Forbid":
            broken("one-at-a-time", name(job))
        if not re.fullmatch(r"\S+ \S+ \S+ \S+ \S+", spec["schedule"]):
            broken("schedule", name(job))
        if "activeDeadlineSeconds" not in spec["jobTemplate"]["spec"]:
            broken("deadline", name(job))
    for job in of("Job"):
        if "activeDeadlineSeconds" not in job["spec"]:
            broken("deadline", name(job))
    if hosts and not any("backup" in job["metadata"]["name"] for job in of("CronJob")):
        broken("backup", "CronJob")
    for monitor in of("ServiceMonitor"):
        if monitor["apiVersion"] != "monitoring.coreos.com/v1" or any(endpoint["port"] not in {port for ports in services.values() for port in ports} for endpoint in monitor["spec"]["endpoints"]):
            broken("service-monitor", name(monitor))

    for document in documents:
        if document["kind"] in FOREIGN:
            continue
        for version in VERSIONS:
            invalid = schema_error(json.dumps(document, sort_keys=True), version)
            if invalid:
                broken("schema", f"{name(document)} for {version}: {invalid}")
    return found


def main():
    if "--seeded" in sys.argv:
        from seeded import MISTAKES
        whole = {overlay: render(overlay) for overlay in OVERLAYS}
        missed = 0
        for overlay, rule, what, make in MISTAKES:
            documents = copy.deepcopy(whole[overlay])
            pick = lambda kind, starts="": next(document for document in documents if document["kind"] == kind and document["metadata"]["name"].startswith(starts))
            make(documents, pick)
            if documents == whole[overlay]:
                sys.exit(f"the mistake changes nothing: {what}")
            rules = sorted({rule for rule, _ in findings(documents)})
            if rule not in rules:
                missed += 1
                print(f"MISSED  {overlay}: {what}: wanted {rule}, found {rules}")
        print(f"{len(MISTAKES)} seeded mistakes, {len(MISTAKES) - missed} caught")
        sys.exit(1 if missed else 0)
    target = pathlib.Path(sys.argv[sys.argv.index("--render") + 1]) if "--render" in sys.argv else None
    bad = 0
    for overlay in OVERLAYS:
        documents = render(overlay)
        if target:
            (target / f"{overlay}.yaml").write_text(yaml.safe_dump_all(documents, sort_keys=False))
        found = findings(documents)
        bad += len(found)
        print(f"{overlay}: {len(documents)} objects, valid for {', '.join(VERSIONS)}" if not found else f"{overlay}:")
        for rule, where in found:
            print(f"  {rule}: {where}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
