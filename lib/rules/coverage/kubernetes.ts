/*
 * Public checks of Kubernetes manifests that no rule of ours answers, by `tool/id`: those that conformance answers, and those
 * that nothing does, with the reason.
 */

/** Answered by conformance: the schemas, names and references of all objects are checked before any rule is asked. */
export const KUBERNETES_BY_CONFORMANCE: Readonly<Record<string, string>> = {
  'kube-linter/dangling-horizontalpodautoscaler': 'schema/reference',
  'kube-linter/dangling-ingress': 'schema/reference',
  'kube-linter/dangling-networkpolicy': 'schema/reference',
  'kube-linter/dangling-service': 'schema/reference',
  'kube-linter/env-value-from': 'schema/reference',
  'kube-linter/non-existent-service-account': 'schema/reference',
  'kube-linter/no-extensions-v1beta': 'schema/removed-kind',
  'kube-linter/schema-validation': 'schema/unknown-field',
  'kube-score/ingress-targets-service': 'schema/reference',
  'kube-score/networkpolicy-targets-pod': 'schema/reference',
  'kube-score/service-targets-pod': 'schema/reference',
  'kube-score/horizontalpodautoscaler-has-target': 'schema/reference',
  'kube-score/stable-version': 'schema/deprecated',
  'kube-score/label-values': 'schema/label',
  'trivy/KSV-0107': 'schema/removed-kind',
};

const CONTROL_PLANE = 'It reads the flags of the control plane, which Azure runs and nobody else can set or see on AKS';
const KUBELET = 'It reads the flags of the kubelet, which Azure sets on the nodes of AKS; manifests do not hold them';
const PSP = 'PodSecurityPolicy left Kubernetes in 1.25; pods themselves are held to the same by pod-security/*';

/** Answered by nothing, and why not. */
export const KUBERNETES_NOT_COVERED: Readonly<Record<string, string>> = {
  'kube-linter/dangling-servicemonitor':
    'Which Services a monitor selects is decided at run time over many namespaces, most of them installed by charts that these files do not hold',
  'kube-linter/dnsconfig-options':
    'The option ndots: 2 spares queries for outside names and breaks names such as cart.shop.svc with search domains; it is a choice, no fault',
  'kube-linter/no-node-affinity':
    'Which pool pods run on is checked against the pools of the cluster (placement/*); having an affinity is no aim by itself',
  'kube-linter/read-secret-from-env-var':
    'A Secret reaches variables and files of a container under the same rights, most images and all virtual nodes read variables; what leaks is a literal (secrets/in-environment)',
  'checkov/CKV_K8S_35': 'As kube-linter/read-secret-from-env-var: what leaks is a literal (secrets/in-environment)',
  'kube-linter/required-annotation-email':
    'Which annotations an organisation asks for is its own; the check looks for one by the name email',
  'kube-linter/required-label-owner':
    'Which labels an organisation asks for is its own; the check looks for one by the name owner',
  'kube-linter/scc-deny-privileged-container': 'SecurityContextConstraints exist on OpenShift alone',
  'kube-linter/sorted-keys':
    'Fields are written in the order that readers know (apiVersion, kind, metadata, spec), not in that of the alphabet',
  'kube-score/container-resource-requests-equal-limits':
    'Off by default there: CPU limits equal to requests throttle pods on nodes that have CPU to spare',
  'kube-score/container-cpu-requests-equal-limits':
    'Off by default there: CPU limits equal to requests throttle pods on nodes that have CPU to spare',
  'kube-score/container-memory-requests-equal-limits':
    'Off by default there: equal values are right for what must never be evicted, and waste memory elsewhere; workload/memory-limit-missing asks for a limit',
  'polaris/cpuLimitsMissing':
    'A CPU limit throttles a pod while its node has CPU to spare; requests share CPU fairly under load (workload/requests-missing), and quotas bound a namespace (tenancy/namespace-without-quota)',
  'checkov/CKV_K8S_11':
    'A CPU limit throttles a pod while its node has CPU to spare; requests share CPU fairly under load (workload/requests-missing), and quotas bound a namespace (tenancy/namespace-without-quota)',
  'trivy/KSV-0011':
    'A CPU limit throttles a pod while its node has CPU to spare; requests share CPU fairly under load (workload/requests-missing), and quotas bound a namespace (tenancy/namespace-without-quota)',
  'polaris/metadataAndInstanceMismatched':
    'The label app.kubernetes.io/instance names the instance of an application, as a Helm release, which may have several objects of other names',
  'polaris/priorityClassNotSet':
    'A class matters only where others have another one; on a cluster whose pools grow, pods wait for a node instead of pushing each other out. workload/system-priority-class finds the wrong ones',
  'checkov/CKV_K8S_43':
    'A tag that is never pushed again does as well as a digest, and the registry can lock it; workload/image-not-fixed finds the tags that move',
  'trivy/KSV-0032':
    'Asks for azurecr.io alone: images of mcr.microsoft.com and of registries brought in are as good. Whether the kubelet may pull is checked against the cluster (identity/*)',
  'trivy/KSV-0033': "Google's registry has no standing on AKS",
  'trivy/KSV-0035': 'The registry of AWS has no standing on AKS',
  'trivy/KSV-0125':
    'Which registries are trusted is for the organisation to say; it asks for a list of settings that the files do not hold',
  'trivy/KSV-0115': 'The ConfigMap aws-auth exists on EKS alone',
  'azure-policy/53a4a537':
    'It refuses edits of nodes while the cluster runs; manifests hold no nodes, and labels and taints come from the pools',
  'azure-policy/febd0533':
    'Which images are allowed is a pattern that the organisation sets in the policy; the files do not hold it',
  'azure-policy/e24df237': 'It only tells what the mutating policies changed while the cluster runs',
  ...each(PSP, [
    'CKV_K8S_1',
    'CKV_K8S_2',
    'CKV_K8S_3',
    'CKV_K8S_4',
    'CKV_K8S_5',
    'CKV_K8S_6',
    'CKV_K8S_7',
    'CKV_K8S_24',
    'CKV_K8S_32',
    'CKV_K8S_36',
  ]),
  ...each(CONTROL_PLANE, [
    'CKV_K8S_68',
    'CKV_K8S_69',
    'CKV_K8S_70',
    'CKV_K8S_71',
    'CKV_K8S_72',
    'CKV_K8S_73',
    'CKV_K8S_74',
    'CKV_K8S_75',
    'CKV_K8S_77',
    'CKV_K8S_78',
    'CKV_K8S_79',
    'CKV_K8S_80',
    'CKV_K8S_81',
    'CKV_K8S_82',
    'CKV_K8S_83',
    'CKV_K8S_84',
    'CKV_K8S_85',
    'CKV_K8S_86',
    'CKV_K8S_88',
    'CKV_K8S_89',
    'CKV_K8S_90',
    'CKV_K8S_91',
    'CKV_K8S_92',
    'CKV_K8S_93',
    'CKV_K8S_94',
    'CKV_K8S_95',
    'CKV_K8S_96',
    'CKV_K8S_97',
    'CKV_K8S_99',
    'CKV_K8S_100',
    'CKV_K8S_102',
    'CKV_K8S_104',
    'CKV_K8S_105',
    'CKV_K8S_106',
    'CKV_K8S_107',
    'CKV_K8S_108',
    'CKV_K8S_110',
    'CKV_K8S_111',
    'CKV_K8S_112',
    'CKV_K8S_113',
    'CKV_K8S_114',
    'CKV_K8S_115',
    'CKV_K8S_116',
    'CKV_K8S_117',
    'CKV_K8S_118',
    'CKV_K8S_119',
    'CKV_K8S_121',
  ]),
  ...each(KUBELET, [
    'CKV_K8S_138',
    'CKV_K8S_139',
    'CKV_K8S_140',
    'CKV_K8S_141',
    'CKV_K8S_143',
    'CKV_K8S_144',
    'CKV_K8S_145',
    'CKV_K8S_146',
    'CKV_K8S_147',
    'CKV_K8S_148',
    'CKV_K8S_149',
    'CKV_K8S_151',
  ]),
};

function each(reason: string, checks: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(checks.map((id) => [`checkov/${id}`, reason]));
}
