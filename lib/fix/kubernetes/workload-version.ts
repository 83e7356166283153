import type { Body } from '../../artifact/read/model';
import { asBody, at } from '../../analysis/workload/workloads';
import { withKey, withoutKeys } from '../body';
import type { Conversion } from './conversion';

/** Kinds and versions that replaced no pod by themselves unless they were told to. */
const ON_DELETE: ReadonlySet<string> = new Set(['extensions/v1beta1 DaemonSet', 'apps/v1beta1 StatefulSet']);

/**
 * To `apps/v1`, which guesses no selector any more. What the versions take for granted differs besides: where a workload
 * would begin to replace its pods, the old default is written out; the length of a history, or the rounding of a rollout,
 * is not. Source: Kubernetes, "Deprecated API Migration Guide", 1.16.
 */
export const convertWorkload: Conversion = (body) => {
  let spec = asBody(body.spec);
  if (spec === undefined) return body;
  // Nobody reads these any more.
  spec = withoutKeys(spec, 'rollbackTo', 'templateGeneration');
  if (spec.selector === undefined || spec.selector === null) {
    const labels = at(spec, ['template', 'metadata', 'labels']);
    if (!labels || Object.keys(labels).length === 0) return 'its pods have no labels that a selector could name';
    spec = withKey(spec, 'selector', { matchLabels: { ...labels } }, 'template');
  }
  if (spec.updateStrategy === undefined && ON_DELETE.has(`${String(body.apiVersion)} ${String(body.kind)}`)) {
    spec = withKey(spec, 'updateStrategy', { type: 'OnDelete' } satisfies Body, 'template');
  }
  return { ...body, spec };
};
