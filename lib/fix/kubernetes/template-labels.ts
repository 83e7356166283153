import type { Body } from '../../artifact/read/model';
import { asBody, asList, at, workloadOf } from '../../analysis/workload/workloads';
import { updateAt, withKey } from '../body';
import type { ObjectFix } from '../fix';

// Conformance tells it before workload/selector-mismatch does.
const rule = 'schema/invalid';
const KINDS: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet']);

/** Labels that a workload selects its pods by and does not give them. The selector itself never changes. */
export const templateLabels: ObjectFix = (object) => {
  const workload = KINDS.has(object.kind) ? workloadOf(object) : undefined;
  const selector = at(object.body, ['spec', 'selector']);
  const wanted = asBody(selector?.matchLabels);
  if (!workload || !wanted || asList(selector?.matchExpressions).length > 0) return undefined;
  const missing = Object.entries(wanted).filter(([key]) => !(key in workload.labels));
  if (missing.length === 0) return undefined;
  const other = Object.keys(wanted).find((key) => key in workload.labels && workload.labels[key] !== wanted[key]);
  if (other !== undefined)
    return { rule, whyNot: `the label '${other}' of its pods differs from what its selector asks for` };
  const template = workload.podField.slice(0, -1);
  return {
    rule,
    what: `its pods get the labels that its selector asks for: ${missing.map(([key]) => key).join(', ')}`,
    body: updateAt(object.body, template, (pods) => {
      const metadata = asBody((pods as Body).metadata) ?? {};
      const labels = { ...asBody(metadata.labels), ...Object.fromEntries(missing) };
      return withKey(pods as Body, 'metadata', withKey(metadata, 'labels', labels), 'spec');
    }),
  };
};
