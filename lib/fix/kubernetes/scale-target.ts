import { asBody } from '../../analysis/workload/workloads';
import { updateAt } from '../body';
import type { ObjectFix } from '../fix';
import { servedWorkload } from './api-version';

/** Where each kind of scaler names what it scales. */
const TARGETS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    HorizontalPodAutoscaler: 'scaleTargetRef',
    ScaledObject: 'scaleTargetRef',
    VerticalPodAutoscaler: 'targetRef',
  }),
);

/** A scaler that names its target in a removed version finds nothing. */
export const scaleTarget: ObjectFix = ({ kind, body }) => {
  const field = TARGETS.get(kind);
  const target = field === undefined ? undefined : asBody(asBody(body.spec)?.[field]);
  if (field === undefined || !target) return undefined;
  const to = servedWorkload(String(target.apiVersion), String(target.kind ?? 'Deployment'));
  if (to === undefined) return undefined;
  return {
    rule: 'schema/reference',
    what: `scales ${to} ${String(target.kind ?? 'Deployment')} instead of ${String(target.apiVersion)}`,
    body: updateAt(body, ['spec', field, 'apiVersion'], () => to),
  };
};
