"""Mistakes people make in manifests, each with the rule that has to catch it: (overlay, rule, what, how it is made)."""


def container(pick, kind="Deployment"):
    template = pick(kind)["spec"]["template"] if kind != "CronJob" else pick(kind)["spec"]["jobTemplate"]["spec"]["template"]
    return template["spec"]["containers"][0]


def pod(pick):
    return pick("Deployment")["spec"]["template"]["spec"]


def without(kind, starts=""):
    def make(documents, pick):
        documents.remove(pick(kind, starts))
    return make


def mistake(change):
    return lambda documents, pick: change(pick)


def put(target, path, value):
    *parents, last = path
    for key in parents:
        target = target[key]
    target[last] = value


MISTAKES = [
    ("production", "livenessProbe", "no liveness probe", mistake(lambda pick: container(pick).pop("livenessProbe"))),
    ("production", "readinessProbe", "no readiness probe", mistake(lambda pick: container(pick).pop("readinessProbe"))),
    ("production", "startupProbe", "no startup probe", mistake(lambda pick: container(pick).pop("startupProbe"))),
    ("production", "livenessProbe", "liveness that depends on the database", mistake(lambda pick: put(container(pick), ["livenessProbe", "httpGet", "path"], "/api/health"))),
    ("production", "uid-1001", "root user", mistake(lambda pick: pod(pick)["securityContext"].update(runAsUser=0, runAsNonRoot=False))),
    ("production", "uid-1001", "root in the container", mistake(lambda pick: container(pick)["securityContext"].update(runAsUser=0))),
    ("production", "pinned-image", "latest tag", mistake(lambda pick: container(pick).update(image="registry.example.com/pa-assistant:latest"))),
    ("production", "pinned-image", "no tag", mistake(lambda pick: container(pick, "Job").update(image="registry.example.com:5000/pa-assistant"))),
    ("production", "no-escalation", "privilege escalation", mistake(lambda pick: container(pick)["securityContext"].pop("allowPrivilegeEscalation"))),
    ("production", "not-privileged", "privileged", mistake(lambda pick: container(pick)["securityContext"].update(privileged=True))),
    ("production", "read-only-root", "a root that can be written", mistake(lambda pick: container(pick)["securityContext"].update(readOnlyRootFilesystem=False))),
    ("production", "no-capabilities", "a capability added", mistake(lambda pick: container(pick)["securityContext"]["capabilities"].update(add=["NET_ADMIN"]))),
    ("pilot", "no-capabilities", "capabilities kept by the backup", mistake(lambda pick: container(pick, "CronJob")["securityContext"].pop("capabilities"))),
    ("production", "seccomp", "no seccomp profile", mistake(lambda pick: pod(pick)["securityContext"].pop("seccompProfile"))),
    ("production", "host-namespaces", "the host's network", mistake(lambda pick: pod(pick).update(hostNetwork=True))),
    ("production", "host-path", "a folder of the host", mistake(lambda pick: pod(pick)["volumes"].append({"name": "host", "hostPath": {"path": "/"}}))),
    ("production", "requests-and-limits", "no limits", mistake(lambda pick: container(pick)["resources"].pop("limits"))),
    ("production", "limits-at-most-1-1Gi", "limits too high", mistake(lambda pick: put(container(pick), ["resources", "limits", "memory"], "4Gi"))),
    ("production", "no-cluster-token", "the cluster's token mounted", mistake(lambda pick: pod(pick).update(automountServiceAccountToken=True))),
    ("production", "secret-in-files", "a secret in the configuration", mistake(lambda pick: pick("ConfigMap", "pa-assistant-")["data"].update(SESSION_SECRET="0123456789abcdef0123456789abcdef"))),
    ("production", "secret-in-files", "a database password in the configuration", mistake(lambda pick: pick("ConfigMap", "pa-assistant-")["data"].update(DATABASE_URL="postgresql://pa:hunter2@db/pa"))),
    ("production", "secret-in-files", "a secret in the environment", mistake(lambda pick: container(pick)["env"].append({"name": "AUDIT_KEY", "value": "x" * 32}))),
    ("production", "pre-stop", "no pause before the end", mistake(lambda pick: container(pick).pop("lifecycle"))),
    ("production", "grace-period", "killed before it has left", mistake(lambda pick: pod(pick).update(terminationGracePeriodSeconds=10))),
    ("production", "spread", "all replicas on one node", mistake(lambda pick: pod(pick).pop("topologySpreadConstraints"))),
    ("production", "disruption-budget", "no disruption budget", without("PodDisruptionBudget")),
    ("production", "disruption-budget", "a budget no node can be drained with", mistake(lambda pick: put(pick("PodDisruptionBudget"), ["spec", "minAvailable"], 3))),
    ("production", "autoscaler", "scaled down to one", mistake(lambda pick: put(pick("HorizontalPodAutoscaler"), ["spec", "minReplicas"], 1))),
    ("production", "rolling-update", "a rollout that takes capacity away", mistake(lambda pick: put(pick("Deployment"), ["spec", "strategy", "rollingUpdate", "maxUnavailable"], 1))),
    ("production", "migration-job", "no migration before the rollout", without("Job")),
    ("production", "migration-job", "a migration that lets nobody in", mistake(lambda pick: container(pick, "Job").update(args=["migrate", "up"]))),
    ("production", "not-the-owner", "replicas that own the tables", mistake(lambda pick: pod(pick)["volumes"][0]["secret"].update(secretName="pa-assistant-owner"))),
    ("production", "not-the-owner", "a migration as the application's role", mistake(lambda pick: put(pick("Job"), ["spec", "template", "spec", "volumes", 0], {"name": "secrets", "secret": {"secretName": "pa-assistant", "defaultMode": 288}}))),
    ("pilot", "sqlite-has-one-replica", "two replicas on SQLite", mistake(lambda pick: pick("Deployment")["spec"].update(replicas=2))),
    ("pilot", "sqlite-has-one-replica", "a rolling update on SQLite", mistake(lambda pick: pick("Deployment")["spec"].update(strategy={"type": "RollingUpdate"}))),
    ("pilot", "backup", "no backup", lambda documents, pick: documents.__setitem__(slice(None), [document for document in documents if document["kind"] != "CronJob"])),
    ("pilot", "one-at-a-time", "two backups at once", mistake(lambda pick: put(pick("CronJob"), ["spec", "concurrencyPolicy"], "Allow"))),
    ("production", "default-deny", "no default deny", without("NetworkPolicy", "default-deny")),
    ("production", "open-to-all", "open to every pod", mistake(lambda pick: pick("NetworkPolicy", "pa-assistant")["spec"]["ingress"][0].pop("from"))),
    ("production", "restricted-namespace", "pod security switched off", mistake(lambda pick: pick("Namespace")["metadata"]["labels"].update({"pod-security.kubernetes.io/enforce": "privileged"}))),
    ("production", "own-namespace", "an object in another namespace", mistake(lambda pick: pick("Service")["metadata"].update(namespace="default"))),
    ("production", "tls", "an address without TLS", mistake(lambda pick: pick("Ingress")["spec"].pop("tls"))),
    ("production", "base-url", "a base address that is not the host's", mistake(lambda pick: pick("ConfigMap", "pa-assistant-")["data"].update(APP_BASE_URL="https://elsewhere.example.com"))),
    ("production", "demo-outside", "demo accounts for everybody", mistake(lambda pick: pick("ConfigMap", "pa-assistant-")["data"].update(DEMO_MODE="true"))),
    ("production", "body-size", "bodies of any size", mistake(lambda pick: put(pick("Ingress"), ["metadata", "annotations", "nginx.ingress.kubernetes.io/proxy-body-size"], "0"))),
    ("production", "rate-limit", "no limit", mistake(lambda pick: pick("Ingress")["metadata"]["annotations"].pop("nginx.ingress.kubernetes.io/limit-rps"))),
    ("production", "no-affinity", "sessions stuck to a replica", mistake(lambda pick: pick("Service")["spec"].update(sessionAffinity="ClientIP"))),
    ("production", "service-inside", "published past the proxy", mistake(lambda pick: pick("Service")["spec"].update(type="LoadBalancer"))),
    ("production", "selector", "a service that finds nobody", mistake(lambda pick: pick("Service")["spec"]["selector"].update({"app.kubernetes.io/component": "web"}))),
    ("production", "port", "a port nobody listens on", mistake(lambda pick: pick("Service")["spec"]["ports"][0].update(targetPort="https"))),
    ("production", "dangling-reference", "a configuration that is not there", mistake(lambda pick: container(pick).update(envFrom=[{"configMapRef": {"name": "pa-assistent"}}]))),
    ("production", "service-monitor", "metrics asked of a port that is not there", mistake(lambda pick: put(pick("ServiceMonitor"), ["spec", "endpoints", 0, "port"], "http-metrics"))),
    ("production", "schema", "a field that does not exist", mistake(lambda pick: pick("Deployment")["spec"].update(replica=3))),
    ("production", "schema", "a number where a text belongs", mistake(lambda pick: pick("ConfigMap", "pa-assistant-")["data"].update(PORT=3000))),
    ("production", "schema", "an api version that is gone", mistake(lambda pick: pick("HorizontalPodAutoscaler").update(apiVersion="autoscaling/v2beta2"))),
]
