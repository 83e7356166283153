import type { Artifacts } from '../artifact/read/artifacts';
import type { KubernetesObject } from '../artifact/read/model';
import { selects, selectsPlainly } from './label-selector';
import { namespaceOf, objectIndex } from './objects';
import { asBody, type Workload } from './workload/workloads';

/** Finds the objects whose selector meets a workload's labels without asking every one of its namespace. */
export interface SelectionIndex {
  /** Those of the workload's own cluster and namespace. */
  selecting(workload: Workload): readonly KubernetesObject[];
}

const indexes = new WeakMap<Artifacts, Map<string, SelectionIndex>>();

/** The Services that send calls to a workload; one without selector sends them elsewhere. */
export function servicesOf(workload: Workload, artifacts: Artifacts): readonly KubernetesObject[] {
  return indexFor(artifacts, 'Service', ({ body }) => {
    const selector = asBody(asBody(body.spec)?.selector) ?? {};
    return { pairs: selector, meets: (labels) => Object.keys(selector).length > 0 && selectsPlainly(selector, labels) };
  }).selecting(workload);
}

/** The NetworkPolicies that hold for a workload's pods. */
export function policiesOf(workload: Workload, artifacts: Artifacts): readonly KubernetesObject[] {
  return indexFor(artifacts, 'NetworkPolicy', ({ body }) => {
    const selector = asBody(asBody(body.spec)?.podSelector);
    return { pairs: asBody(selector?.matchLabels) ?? {}, meets: (labels) => selects(selector, labels) };
  }).selecting(workload);
}

/** The PodDisruptionBudgets whose selector meets a workload's labels. */
export function disruptionBudgetsOf(workload: Workload, artifacts: Artifacts): readonly KubernetesObject[] {
  return indexFor(artifacts, 'PodDisruptionBudget', ({ body }) => {
    const selector = asBody(asBody(body.spec)?.selector);
    return { pairs: asBody(selector?.matchLabels) ?? {}, meets: (labels) => selects(selector, labels) };
  }).selecting(workload);
}

interface Selector {
  /** Plain pairs that every selected pod has: one of them is enough to look it up by. */
  readonly pairs: Readonly<Record<string, unknown>>;
  readonly meets: (labels: Workload['labels']) => boolean;
}

function indexFor(
  artifacts: Artifacts,
  kind: string,
  selectorOf: (object: KubernetesObject) => Selector,
): SelectionIndex {
  let ofKinds = indexes.get(artifacts);
  if (!ofKinds) indexes.set(artifacts, (ofKinds = new Map<string, SelectionIndex>()));
  let index = ofKinds.get(kind);
  if (!index) ofKinds.set(kind, (index = build(objectIndex(artifacts).ofKind(kind), selectorOf)));
  return index;
}

function build(
  objects: readonly KubernetesObject[],
  selectorOf: (object: KubernetesObject) => Selector,
): SelectionIndex {
  const byPair = new Map<string, { readonly object: KubernetesObject; readonly selector: Selector }[]>();
  for (const object of objects) {
    const selector = selectorOf(object);
    // The last pair tells most: many selectors begin with the name of the team.
    const at = keyOf(object, Object.entries(selector.pairs).at(-1));
    const list = byPair.get(at);
    if (list) list.push({ object, selector });
    else byPair.set(at, [{ object, selector }]);
  }
  const selecting = ({ object, labels }: Workload): readonly KubernetesObject[] =>
    [undefined, ...Object.entries(labels)]
      .flatMap((pair) => byPair.get(keyOf(object, pair)) ?? [])
      .filter(({ selector }) => selector.meets(labels))
      .map((found) => found.object);
  // A dozen rules ask it of every workload.
  const answers = new WeakMap<Workload, readonly KubernetesObject[]>();
  return {
    selecting: (workload) => {
      let found = answers.get(workload);
      if (!found) answers.set(workload, (found = selecting(workload)));
      return found;
    },
  };
}

function keyOf(object: KubernetesObject, pair: readonly [string, unknown] | undefined): string {
  const place = `${object.cluster ?? ''}\n${namespaceOf(object)}`;
  return pair ? `${place}\n${pair[0]}\n${String(pair[1])}` : place;
}
