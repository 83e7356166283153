import type { Body } from '../../artifact/read/model';
import { asBody, workloadOf } from '../../analysis/workload/workloads';
import { nodeLabelToday } from '../../schema/kubernetes/deprecations';
import { renameKey, updateAt, withoutKeys } from '../body';
import type { ObjectFix } from '../fix';
import { updatePod, whyNotPods } from './pods';

/** AKS writes both, and only the new one stays. Azure: "Use labels in an AKS cluster". */
const POOL = { old: 'agentpool', today: 'kubernetes.azure.com/agentpool' };

/** What tells it: conformance knows the labels that Kubernetes renamed, the rule AKS's own. */
function ruleOf(renamed: ReadonlySet<string>): string {
  return [...renamed].some((key) => key !== POOL.old) ? 'schema/deprecated' : 'placement/old-node-label';
}

function today(key: unknown): string | undefined {
  return key === POOL.old ? POOL.today : nodeLabelToday(String(key));
}

/** Labels of nodes by their names of today, in everything that places pods. */
export const nodeLabels: ObjectFix = (object) => {
  const workload = workloadOf(object);
  if (!workload) return undefined;
  const renamed = new Set<string>();
  const clash = clashIn(asBody(workload.pod.nodeSelector));
  const body = updatePod(object, (template) => updateAt(template, ['spec'], (pod) => withLabels(pod as Body, renamed)));
  if (renamed.size === 0) return undefined;
  const rule = ruleOf(renamed);
  const whyNot = clash ?? whyNotPods(object) ?? (isForVirtualNodes(workload.pod) ? VIRTUAL : undefined);
  if (whyNot !== undefined) return { rule, whyNot };
  const list = [...renamed].map((key) => `${key} becomes ${today(key)}`);
  return { rule, what: list.join(', '), body };
};

const VIRTUAL = 'it is for virtual nodes, which have labels of their own';

function isForVirtualNodes(pod: Body): boolean {
  return asBody(pod.nodeSelector)?.type === 'virtual-kubelet';
}

function clashIn(selector: Body | undefined): string | undefined {
  const clash = Object.keys(selector ?? {}).find((key) => {
    const other = selector?.[today(key) ?? key];
    return other !== undefined && other !== selector?.[key];
  });
  return clash === undefined ? undefined : `it asks for ${clash} and for another value of ${today(clash)}`;
}

function withLabels(pod: Body, renamed: Set<string>): Body {
  const withSelector = updateAt(pod, ['nodeSelector'], (selector) => {
    const labels = asBody(selector);
    if (!labels) return selector;
    return Object.keys(labels).reduce<Body>((map, key) => {
      const name = today(key);
      if (name === undefined) return map;
      renamed.add(key);
      return name in map ? withoutKeys(map, key) : renameKey(map, key, name);
    }, labels);
  });
  const named = (field: string) => (value: unknown) => withName(value, field, renamed);
  const requirements = (term: unknown): unknown => each(term, ['matchExpressions'], named('key'));
  const topology = named('topologyKey');
  const changes: readonly ((part: unknown) => unknown)[] = [
    (part) => each(part, ['affinity', 'nodeAffinity', ...REQUIRED, 'nodeSelectorTerms'], requirements),
    (part) =>
      each(part, ['affinity', 'nodeAffinity', PREFERRED], (term) => updateAt(term, ['preference'], requirements)),
    ...['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
      (part: unknown) => each(part, ['affinity', kind, ...REQUIRED], topology),
      (part: unknown) =>
        each(part, ['affinity', kind, PREFERRED], (term) => updateAt(term, ['podAffinityTerm'], topology)),
    ]),
    (part) => each(part, ['topologySpreadConstraints'], topology),
  ];
  return changes.reduce((part, change) => change(part) as Body, withSelector);
}

const REQUIRED = ['requiredDuringSchedulingIgnoredDuringExecution'] as const;
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

function each(value: unknown, path: readonly string[], change: (item: unknown) => unknown): unknown {
  return updateAt(value, path, (list) => (Array.isArray(list) ? list.map(change) : list));
}

function withName(value: unknown, field: string, renamed: Set<string>): unknown {
  return updateAt(value, [field], (key) => {
    const name = today(key);
    if (name !== undefined) renamed.add(String(key));
    return name ?? key;
  });
}
