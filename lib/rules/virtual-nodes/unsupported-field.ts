import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import { unknown, type Unknown } from '../../artifact/read/values';
import { mayRunOn } from '../../analysis/scheduling/fit';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { asBody, asList, type Workload } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, workload } from '../sample';

const BURST = [
  'tolerations: [{ key: virtual-kubelet.io/provider, operator: Exists }]',
  'nodeSelector: { kubernetes.io/os: linux }',
];
const CLUSTER = cluster({ cluster: { aci_connector_linux: { subnet_name: 'virtual-nodes' } }, pools: { apps: {} } });
const HOOK = 'lifecycle: { preStop: { sleep: { seconds: 10 } } }';

/** Virtual nodes are container groups of Azure: much of a pod has no counterpart there. */
export const unsupportedField: Rule = {
  id: 'virtual-nodes/unsupported-field',
  severity: 'error',
  what: 'may run on virtual nodes, which cannot run it',
  why: 'the pods end in ProviderFailed there, when the burst comes that they were meant for',
  fix: 'Leave the field out, or take the toleration for virtual nodes away',
  sources: ['Azure: Use virtual nodes with AKS', 'virtual-kubelet/azure-aci: getContainers, getProbe, getVolumes'],
  facts: ['VN06', 'VN09', 'VN11'],
  examples: {
    failing: {
      'cart.yaml': workload('cart', { image: 'nginx:1.27.3', pod: BURST, container: HOOK }),
      'cdk.tf.json': CLUSTER,
    },
    mended: { 'cart.yaml': workload('cart', { image: 'nginx:1.27.3', pod: BURST }), 'cdk.tf.json': CLUSTER },
    notApplicable: { 'cart.yaml': workload('cart', { container: HOOK }), 'cdk.tf.json': CLUSTER },
    unknown: { 'cart.yaml': workload('cart', { pod: BURST }) },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object } = workload;
      const answer = mayRunThere(workload, artifacts);
      if (answer === false) yield notApplicable(object);
      else if (answer === unknown)
        yield notKnown(object, 'whether its cluster has virtual nodes is not in these files');
      else {
        const problems = [...podProblems(workload), ...containerProblems(workload)];
        if (problems.length === 0) yield compliant(object);
        for (const { field, detail } of problems) {
          yield finding(object, field, { detail: `may run on virtual nodes, where ${detail}` });
        }
      }
    }
  },
};

/** Whether its pods may land on a virtual node of the add-on. */
export function mayRunThere(workload: Workload, artifacts: Artifacts): boolean | Unknown {
  const { object, pod } = workload;
  const tolerates = asList(pod.tolerations).some((item) => {
    const { key, operator } = asBody(item) ?? {};
    return key === 'virtual-kubelet.io/provider' || (key === undefined && operator === 'Exists');
  });
  if (!tolerates || object.kind === 'DaemonSet') return false;
  const nodes = nodesFor(object, artifacts);
  if (!nodes) return unknown;
  const ofAddOn = nodes.groups.filter(({ pool, byChart }) => !pool && !byChart);
  return ofAddOn.some((group) => mayRunOn(workload, group, nodes.location).fits === true);
}

interface Problem {
  readonly field: FieldPath;
  /** As the end of a sentence. */
  readonly detail: string;
}

function* podProblems({ pod, podField, podMetadataField, labels, containers }: Workload): Iterable<Problem> {
  if (asList(pod.initContainers).length > 0)
    yield { field: [...podField, 'initContainers'], detail: 'init containers do not exist' };
  if (asList(pod.hostAliases).length > 0)
    yield { field: [...podField, 'hostAliases'], detail: 'host aliases do not exist' };
  if (labels['azure.workload.identity/use'] === 'true') {
    yield { field: [...podMetadataField, 'labels'], detail: 'workload identity gets no token' };
  }
  for (const [index, item] of asList(pod.volumes).entries()) {
    const { azureFile, emptyDir, secret, configMap, csi, name } = asBody(item) ?? {};
    // Files of the project, plain volumes and inline shares are what azure-aci can make.
    const canBe =
      azureFile ?? emptyDir ?? secret ?? configMap ?? (asBody(csi)?.driver === 'file.csi.azure.com' ? csi : undefined);
    if (canBe === undefined)
      yield { field: [...podField, 'volumes', index], detail: `volume '${String(name)}' cannot be mounted` };
  }
  const isPrivate = containers.find(({ body }) => /\.azurecr\.(io|cn|us)\//.test(String(body.image)));
  if (isPrivate && asList(pod.imagePullSecrets).length === 0) {
    yield {
      field: [...isPrivate.field, 'image'],
      detail: "the kubelet's identity does not pull: name a Secret in imagePullSecrets",
    };
  }
}

function* containerProblems({ containers }: Workload): Iterable<Problem> {
  for (const { body, field, kind, name } of containers) {
    if (kind !== 'container') continue;
    if (body.lifecycle !== undefined)
      yield { field: [...field, 'lifecycle'], detail: `the hooks of container '${name}' do not exist` };
    if (body.startupProbe !== undefined) {
      yield { field: [...field, 'startupProbe'], detail: `the startup probe of container '${name}' does not exist` };
    }
    if (body.args !== undefined && body.command === undefined) {
      yield { field: [...field, 'args'], detail: `the arguments of container '${name}' need a command beside them` };
    }
    for (const probe of ['livenessProbe', 'readinessProbe']) {
      const { tcpSocket, grpc } = asBody(body[probe]) ?? {};
      if (tcpSocket !== undefined || grpc !== undefined) {
        yield { field: [...field, probe], detail: `probes of container '${name}' must be HTTP or a command` };
      }
    }
  }
}
