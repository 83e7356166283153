import { holds } from '../../analysis/cluster/truth';
import { unknown, type Value } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

const NAME = /^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/;
const PREFIX = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** The provider takes any text for a label or a taint; AKS and the kubelet do not. */
export const labelSyntax: Rule = {
  id: 'pool/label-syntax',
  severity: 'error',
  what: 'has a label or taint that no node can have',
  why: 'AKS refuses the pool, after the cluster has been made',
  fix: "Write labels of 63 letters, digits, '-', '_' and '.', and taints as key=value:NoSchedule",
  sources: ['Kubernetes: Labels and Selectors', 'Kubernetes: Taints and Tolerations', 'Azure: Use node taints in AKS'],
  examples: clusterExamples(
    { pools: { apps: { node_taints: ['team=shop'] } } },
    { pools: { apps: { node_taints: ['team=shop:NoSchedule'] } } },
    { unknown: { pools: { apps: { node_taints: '${var.taints}' } } } },
  ),
  check: eachPool((pool) => {
    const { fields, at } = pool;
    const written = fields.value('node_labels');
    const labels = written === unknown ? unknown : ((written ?? {}) as Readonly<Record<string, Value>>);
    const taints = fields.texts('node_taints');
    const badLabel =
      labels === unknown
        ? undefined
        : Object.keys(labels).find((key) => !isKey(key) || !isValue(fields.text('node_labels', key)));
    const badTaint = taints === unknown ? undefined : taints?.find((taint) => slipOf(taint) !== undefined);
    const twice = taints === unknown ? undefined : taints?.find((taint, index) => indexOfKind(taints, taint) < index);
    return [
      {
        wrong: holds(labels, () => badLabel !== undefined),
        at: at('node_labels', badLabel ?? ''),
        detail: `${named(pool)} has the label '${badLabel}', whose name or value no node can have`,
      },
      {
        wrong: holds(taints, () => badTaint !== undefined),
        at: at('node_taints'),
        detail: `${named(pool)} has the taint '${badTaint}', which ${slipOf(badTaint ?? '')}`,
      },
      {
        wrong: holds(taints, () => twice !== undefined),
        at: at('node_taints'),
        detail: `${named(pool)} has two taints of the key and effect of '${twice}'`,
        fix: 'Keep one of them',
      },
    ];
  }),
};

function isKey(text: string): boolean {
  const [name = '', prefix, ...rest] = text.split('/').reverse();
  return (
    rest.length === 0 && NAME.test(name) && (prefix === undefined || (prefix.length <= 253 && PREFIX.test(prefix)))
  );
}

function isValue(text: unknown): boolean {
  return typeof text !== 'string' || VALUE.test(text);
}

/** What is wrong with `key=value:effect`; some versions take a key without value. */
function slipOf(taint: string): string | undefined {
  const [, key = '', value = '', effect] = /^([^=:]*)(?:=([^:]*))?(?::(.*))?$/.exec(taint) ?? [];
  if (effect === undefined) return 'has no effect';
  if (!EFFECTS.includes(effect)) return `has the effect '${effect}', which is none of ${EFFECTS.join(', ')}`;
  return isKey(key) && VALUE.test(value) ? undefined : 'has a key or value that no node can have';
}

/** The first taint of the same key and effect. */
function indexOfKind(taints: readonly string[], taint: string): number {
  const kind = (text: string): string => text.replace(/=[^:]*/, '');
  return taints.findIndex((one) => kind(one) === kind(taint));
}
