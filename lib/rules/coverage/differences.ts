/*
 * Where a public check is itself wrong, or asks for something else than what it is after, by `tool/id`: what it does, and what
 * the rules that answer it do instead.
 */

const ANY_ENGINE =
  "It passes any engine on any plugin: kubenet, which Azure gives up, and Azure's own engine, which retires; cluster/kubenet and cluster/policy-engine-retires tell of these";
const PRIVATE_OR_LISTED =
  'It refuses a public API server whose callers are listed; here either a private one or a list will do';
const ALWAYS_PULL =
  'It asks for Always: with a fixed tag or digest that adds a call to the registry to every start, and an outage of the registry then stops restarts; here a fixed image may be kept';
const REPLICAS = 'It asks every registry for replicas; here one that is in the region of its clusters needs none';
const DATE_ALONE = 'It knows an end date alone; here a key that rotates by itself is right, which is better';
const FIFTY_PODS =
  'It asks every network for 50 pods on a node; where each pod takes an address of the subnet they are paid for with addresses, so here it is asked of overlays alone';
const OWN_ACCOUNT =
  'It refuses every mounted token; one whose account has a role binding in the files is there to be used, and is accepted here';
const PORT_ITSELF =
  'It refuses the port itself; here the safe sysctl net.ipv4.ip_unprivileged_port_start makes it harmless';
const SOFT_DELETE =
  'It looks at soft_delete_enabled, which azurerm no longer has: Azure keeps what is deleted of every vault';
const BINDINGS = 'It tells each binding as well; here the role is told, which is the one place to mend';
const EPHEMERAL =
  'It asks every container for a request and a limit; here one with bounded volumes and a read-only root is right: it writes nothing but its logs, which the kubelet rotates';

export const DIFFERENCES: Readonly<Record<string, string>> = {
  'checkov/CKV_AZURE_7': ANY_ENGINE,
  'trivy/AZU-0043': ANY_ENGINE,
  'psrule/Azure.AKS.NetworkPolicy':
    "Older versions take Azure's own engine alone, which retires, and refuse Cilium; here any engine will do, and cluster/policy-engine-retires tells of that one",
  'checkov/CKV2_AZURE_29': "It refuses 'none' too, which is how a network plugin of your own is brought",
  'checkov/CKV_AZURE_8':
    'It looks at addon_profile, which azurerm no longer has, so it always passes; here a dashboard is also found among the manifests (workload/dashboard)',
  'checkov/CKV_AZURE_111': SOFT_DELETE,
  'checkov/CKV_AZURE_115': PRIVATE_OR_LISTED,
  'trivy/AZU-0065': PRIVATE_OR_LISTED,
  'checkov/CKV_AZURE_40': DATE_ALONE,
  'trivy/AZU-0014': DATE_ALONE,
  'checkov/CKV_AZURE_165': REPLICAS,
  'psrule/Azure.ACR.GeoReplica': REPLICAS,
  'aprl/36ea6c09': REPLICAS,
  'checkov/CKV_AZURE_143': 'It looks at the default pool alone; here at every pool',
  'checkov/CKV_AZURE_164':
    'It cannot be met with azurerm 5, which has no trust_policy any more: Docker Content Trust leaves the registry',
  'checkov/CKV_AZURE_168': `${FIFTY_PODS}. It also takes an unwritten max_pods for 30, which overlays have 250 of`,
  'psrule/Azure.AKS.NodeMinPods': FIFTY_PODS,
  'checkov/CKV_AZURE_170': 'It refuses Premium, which promises as much uptime as Standard; here both will do',
  'checkov/CKV_AZURE_183':
    'It refuses DNS servers outside the network itself, as in a hub, which is how most platforms are built',
  'psrule/Azure.AKS.CNISubnetSize':
    'It asks for a /23 whatever the pools need: too much for a few nodes, too little for many; here the addresses are counted',
  'psrule/Azure.AKS.MinNodeCount': 'It asks for three nodes anywhere; here for two, and for as many as there are zones',
  'psrule/Azure.AKS.MinUserPoolNodes':
    'It asks each pool alone for three nodes; here pools that differ in their zone alone count together, and two are enough',
  'aprl/005ccbbd': 'It asks each pool alone; here pools that differ in their zone alone count together',

  'kube-linter/access-to-create-pods':
    "Its pattern '^cronjob$' names a resource that does not exist; here cronjobs are looked for",
  'kube-linter/access-to-secrets':
    "Its pattern '^*$', meant for the wildcard, is anchored to nothing and matches every verb; here the verbs are compared, and one Secret by its name may be read",
  'kube-linter/docker-sock':
    "Its pattern 'docker.sock$' knows Docker alone, which AKS nodes do not run; here the sockets of containerd and CRI-O are found too",
  'kube-linter/env-var-secret':
    'It looks at names, so that SECRET_NAME is refused and DB_PASSWORD passes; here values are looked at as well',
  'kube-linter/sensitive-host-mounts':
    "Its patterns, such as '^/etc$', find the folders themselves alone; here what lies in them is found too",
  'kube-linter/unsafe-sysctls':
    "Its names have no end: 'kernel.shm' and 'net.' refuse safe settings such as kernel.shm_rmid_forced and net.ipv4.ip_unprivileged_port_start; here the list of Kubernetes holds",
  'kube-linter/priority-class-name':
    "It asks for one of the two classes of the system, which are for the cluster's own parts; here these are refused",
  'kube-linter/privilege-escalation-container':
    'It refuses what is written as true alone; where nothing is written it is allowed too, so here false is asked for',
  'kube-linter/privileged-ports': PORT_ITSELF,
  'trivy/KSV-0117': PORT_ITSELF,
  'kube-linter/exposed-services':
    'It refuses every load balancer; here an internal one, and one that says who may call, are right',
  'kube-score/container-image-pull-policy': ALWAYS_PULL,
  'polaris/pullPolicyNotAlways': ALWAYS_PULL,
  'checkov/CKV_K8S_15': ALWAYS_PULL,
  'kube-score/pod-probes-identical':
    'It refuses any two probes that ask alike; here one that waits longer before it restarts is accepted, which Kubernetes itself recommends',
  'kube-score/container-resources':
    'It asks for a CPU limit too, which throttles a pod while its node has CPU to spare',
  'kube-score/container-ephemeral-storage-request-and-limit': EPHEMERAL,
  'kube-score/container-ephemeral-storage-request-equals-limit': EPHEMERAL,
  'polaris/automountServiceAccountToken': OWN_ACCOUNT,
  'checkov/CKV_K8S_38': OWN_ACCOUNT,
  'trivy/KSV-0036': OWN_ACCOUNT,
  'polaris/clusterrolebindingPodExecAttach': BINDINGS,
  'polaris/rolebindingClusterRolePodExecAttach': BINDINGS,
  'polaris/rolebindingRolePodExecAttach': BINDINGS,
  'trivy/KSV-0002':
    'It refuses a pod that leaves the profile to the runtime, which has it on by default; here AppArmor that is turned off is refused',
  'trivy/KSV-0020':
    'It takes an id that is left to the image for a low one; manifests do not hold it, so here it is unknown',
  'trivy/KSV-0032':
    "It looks for registries whose name ends with 'azurecr.io', without a dot in front: evilazurecr.io passes, and mcr.microsoft.com does not",
};
