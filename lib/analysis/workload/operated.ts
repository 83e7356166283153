import type { Artifacts } from '../../artifact/read/artifacts';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../objects';
import { asBody, type Workload } from './workloads';

/** Ports of a broker without TLS. rabbitmq/cluster-operator: `generateServicePortsMap`. */
const BROKER_PORTS = [
  { name: 'amqp', containerPort: 5672 },
  { name: 'management', containerPort: 15_672 },
  { name: 'prometheus', containerPort: 15_692 },
];

const found = new WeakMap<Artifacts, readonly Workload[]>();

/**
 * Pods that an operator makes of an object of these files, as far as others must know them: whom selectors take, how many
 * there are, what they listen on. How they are made is the operator's matter, so they are not among the workloads.
 */
export function operatedWorkloads(artifacts: Artifacts): readonly Workload[] {
  let known = found.get(artifacts);
  if (!known) found.set(artifacts, (known = objectIndex(artifacts).ofKind('RabbitmqCluster').map(ofRabbitmq)));
  return known;
}

/** rabbitmq/cluster-operator: `metadata.Label`, `podTemplateSpec`. */
function ofRabbitmq(object: KubernetesObject): Workload {
  const spec = asBody(object.body.spec) ?? {};
  const statefulSet = asBody(asBody(asBody(spec.override)?.statefulSet)?.spec);
  const { tolerations, affinity } = spec;
  const pod: Body = { ...asBody(asBody(statefulSet?.template)?.spec), tolerations, affinity };
  return {
    object,
    namespace: object.namespace ?? 'default',
    labels: {
      'app.kubernetes.io/name': object.name,
      'app.kubernetes.io/component': 'rabbitmq',
      'app.kubernetes.io/part-of': 'rabbitmq',
    },
    annotations: {},
    podMetadataField: ['metadata'],
    pod,
    podField: ['spec'],
    containers: [{ name: 'rabbitmq', kind: 'container', body: { ports: BROKER_PORTS }, field: ['spec'] }],
    os: 'linux',
    runsForever: true,
  };
}
