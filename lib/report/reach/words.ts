import { formatField } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import type { Side, Why } from '../../analysis/reachability/why';

const OPEN: Readonly<Record<NonNullable<Side['open']>, string>> = {
  outside: 'is outside the cluster, where no policy holds',
  'no-policy': 'no policy selects it',
  'host-network': 'it is in the network of its node, where no policy holds',
  'virtual-nodes': 'it may run on virtual nodes, which ignore policies',
  'no-engine': 'the cluster has no network policy engine',
};

/** What both sides of a call say: which rules allow it, or which policies close it and what they miss. */
export function sidesOf({ egress, ingress }: Why, artifacts: Artifacts): readonly string[] {
  return [...sideLines(egress, artifacts), ...sideLines(ingress, artifacts)];
}

function sideLines({ direction, open, allowedBy, closedBy }: Side, artifacts: Artifacts): readonly string[] {
  const side = direction === 'Egress' ? 'caller' : 'called';
  if (open !== undefined) return [`${side}: ${OPEN[open]}`];
  if (allowedBy.length > 0) {
    return allowedBy.map(({ policy, field, ports }) => {
      const { file, line } = artifacts.position(policy.source, field);
      return `${side}: ${name(policy)} allows ${ports.text} (${formatField(field)}, ${file}:${line})`;
    });
  }
  const policies = closedBy.map((policy) => {
    const { file, line } = artifacts.position(policy.source);
    return `${name(policy)} (${file}:${line})`;
  });
  const list = direction === 'Egress' ? 'egress' : 'ingress';
  return [`${side}: no rule allows it; ${policies.join(', ')} ${policies.length > 1 ? 'close' : 'closes'} ${list}`];
}

function name({ namespace = 'default', name: own }: KubernetesObject): string {
  return `NetworkPolicy ${namespace}/${own}`;
}
