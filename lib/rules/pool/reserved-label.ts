import { holds } from '../../analysis/cluster/truth';
import { unknown, type Value } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

const ALLOWED = 'kubernetes.azure.com/scalesetpriority';

/** Names that AKS and Kubernetes keep to themselves. */
export const reservedLabel: Rule = {
  id: 'pool/reserved-label',
  severity: 'error',
  what: 'sets a label or taint whose name AKS keeps to itself',
  why: 'AKS refuses the pool',
  fix: 'Use a prefix of your own, such as contoso.com/tier',
  sources: ['Azure: Use labels in an AKS cluster', 'Azure: Use node taints in an AKS cluster'],
  covers: ['azure-policy/a22123bd', 'azure-policy/48940d92'],
  facts: ['POOL07'],
  examples: clusterExamples(
    { pools: { apps: { node_labels: { 'kubernetes.azure.com/team': 'shop' } } } },
    { pools: { apps: { node_labels: { 'contoso.com/team': 'shop' } } } },
    { unknown: { pools: { apps: { node_labels: '${var.labels}' } } } },
  ),
  check: eachPool((pool) => {
    const { fields, priority, taints, at } = pool;
    const labels = fields.value('node_labels');
    const names: readonly string[] | typeof unknown =
      labels === unknown ? unknown : Object.keys((labels ?? {}) as Readonly<Record<string, Value>>);
    const bad = (name: string): boolean => isReserved(name) && !(name === ALLOWED && priority === 'Spot');
    const badLabel = names === unknown ? undefined : names.find(bad);
    const badTaint = taints === unknown ? undefined : taints.find(({ key }) => bad(key));
    return [
      {
        wrong: holds(names, () => badLabel !== undefined),
        at: at('node_labels', badLabel ?? ''),
        detail: `${named(pool)} sets the label '${badLabel}', whose name AKS keeps to itself`,
      },
      {
        wrong: holds(taints, () => badTaint !== undefined),
        at: at('node_taints'),
        detail: `${named(pool)} sets the taint '${badTaint?.key}', whose name AKS keeps to itself`,
      },
    ];
  }),
};

function isReserved(name: string): boolean {
  const prefix = name.includes('/') ? name.slice(0, name.indexOf('/')) : '';
  if (prefix === '') return name === 'agentpool' || name === 'storageprofile' || name === 'storagetier';
  if (prefix === 'kubernetes.azure.com') return true;
  return /(^|\.)(kubernetes|k8s)\.io$/.test(prefix) && !/^(kubelet|node)\.kubernetes\.io$/.test(prefix);
}
