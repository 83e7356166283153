import { podSecurityProblems, type PodSecurityLevel } from '../../analysis/pod-security';
import { asBody } from '../../analysis/workload/workloads';
import { withKey } from '../body';
import type { ObjectFix } from '../fix';

const rule = 'tenancy/namespace-without-pod-security';
const LABEL = 'pod-security.kubernetes.io/enforce';
const LEVELS: readonly PodSecurityLevel[] = ['restricted', 'baseline'];

/** The strictest level of pod security that everything in the namespace keeps, as far as these files tell. */
export const namespaceLabels: ObjectFix = (object, { world, vocabulary }) => {
  const metadata = asBody(object.body.metadata);
  const labels = asBody(metadata?.labels) ?? {};
  if (object.kind !== 'Namespace' || object.apiVersion !== 'v1' || !metadata || LABEL in labels) return undefined;
  const inside = world.workloads.filter(
    (workload) => workload.namespace === object.name && workload.object.cluster === object.cluster,
  );
  if (inside.length === 0) return undefined;
  const level = LEVELS.find((one) =>
    inside.every(({ annotations, pod }) => {
      const template = { metadata: { annotations }, spec: pod };
      return podSecurityProblems(template, one, vocabulary.schema.minor).length === 0;
    }),
  );
  // That something keeps neither is a finding of its own.
  if (level === undefined) return undefined;
  return {
    rule,
    what: `enforces the level of pod security that everything in it keeps: ${level}`,
    body: { ...object.body, metadata: withKey(metadata, 'labels', { ...labels, [LABEL]: level }, 'annotations') },
  };
};
