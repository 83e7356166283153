import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { isEmptySelector, selects } from '../kubernetes/checks/selector';
import { isObject } from '../report';
import { at, type Miss, namespaceOf, type ObjectSet } from './object-set';
import type { Pods } from './pods';

/** Labels that controllers add to pods, which no template has. */
const ADDED =
  /^(pod-template-hash|controller-revision-hash|job-name|controller-uid|pod-template-generation|(batch|apps|statefulset)\.kubernetes\.io\/.*|acme\.cert-manager\.io\/.*|app\.kubernetes\.io\/instance-hash)$/;

/** The pods of a namespace that a selector takes. */
export function selectedPods(selector: unknown, namespace: string, objects: ObjectSet): readonly Pods[] {
  const labels = at(selector, 'matchLabels');
  const candidates = objects.podsWith(namespace, isObject(labels) ? labels : {});
  return candidates.filter((pods) => selects(selector, pods.labels));
}

/** A selector that takes no pod at all, where the files hold all pods of the namespace. */
function* missedBy(
  object: KubernetesObject,
  selector: unknown,
  field: FieldPath,
  effect: string,
  objects: ObjectSet,
): Generator<Miss> {
  const namespace = namespaceOf(object);
  if (!isObject(selector) || isEmptySelector(selector) || namesAdded(selector)) return;
  if (!objects.knowsPodsIn(namespace) || selectedPods(selector, namespace, objects).length > 0) return;
  yield {
    object,
    field,
    severity: 'warning',
    message: `takes none of the pods in the namespace '${namespace}': ${effect}`,
    fix: nearestFix(selector, objects.podsIn(namespace)),
  };
}

function namesAdded(selector: Record<string, unknown>): boolean {
  const labels = isObject(selector.matchLabels) ? Object.keys(selector.matchLabels) : [];
  const expressions = Array.isArray(selector.matchExpressions) ? selector.matchExpressions : [];
  const keys = [...labels, ...expressions.map((expression) => String(at(expression, 'key')))];
  return keys.some((key) => ADDED.test(key));
}

function nearestFix(selector: Record<string, unknown>, pods: readonly Pods[]): string {
  const [key] = isObject(selector.matchLabels) ? Object.keys(selector.matchLabels) : [];
  const values =
    key === undefined ? [] : [...new Set(pods.map(({ labels }) => labels[key]))].filter((value) => value !== undefined);
  if (key === undefined || values.length === 0) return 'Name labels that the pods carry';
  return `Name labels that the pods carry: ${key} is ${values.slice(0, 4).map(String).join(', ')} there`;
}

/** A budget, a policy or a Service that speaks of no pod does nothing. */
export function* emptySelectors(objects: ObjectSet): Generator<Miss> {
  for (const budget of objects.ofKind('policy PodDisruptionBudget')) {
    const field = ['spec', 'selector'];
    yield* missedBy(budget, at(budget.body, ...field), field, 'it protects nothing', objects);
  }
  for (const policy of objects.ofKind('networking.k8s.io NetworkPolicy')) {
    const field = ['spec', 'podSelector'];
    yield* missedBy(policy, at(policy.body, ...field), field, 'it has no effect', objects);
  }
  for (const service of objects.ofKind('Service')) {
    const labels = at(service.body, 'spec', 'selector');
    if (!isObject(labels) || at(service.body, 'spec', 'type') === 'ExternalName') continue;
    yield* missedBy(service, { matchLabels: labels }, ['spec', 'selector'], 'it has no endpoint', objects);
  }
}
