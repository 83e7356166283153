import type { Taint } from '../../core/contracts';
import { labelValue, qualifiedName } from '../../core/dns-names';
import type { Problems } from '../../core/errors';
import { checkLabels } from '../../core/metadata';

/**
 * The label that selects a pool. AKS's own `agentpool` shows a temporary name while the pool rotates, and that of one zone
 * only where a pool is one per zone.
 */
export const POOL_LABEL = 'cdk-aks.dev/pool';

export const SPOT_LABEL = 'kubernetes.azure.com/scalesetpriority';
export const SPOT_TAINT: Taint = { key: SPOT_LABEL, value: 'spot', effect: 'NoSchedule' };
export const SYSTEM_TAINT: Taint = { key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' };
export const WINDOWS_TAINT: Taint = { key: 'os', value: 'windows', effect: 'NoSchedule' };
export const GPU_TAINT: Taint = { key: 'sku', value: 'gpu', effect: 'NoSchedule' };

/** Set by AKS on every node. Azure: "Use labels in an AKS cluster". */
const OF_AKS = new Set(['agentpool', 'storageprofile', 'storagetier', 'accelerator', POOL_LABEL]);
/** The only names below kubernetes.io and k8s.io that a kubelet may give its own node. Kubernetes: "Node restriction". */
const OPEN_PREFIXES = /^(?:kubelet|node)\.kubernetes\.io$/;
const CLOSED_NAMES = new Set(['node.kubernetes.io/instance-type', 'node.kubernetes.io/windows-build']);

export function checkPoolLabels(labels: Readonly<Record<string, string>>, problems: Problems): void {
  problems.attempt('labels', () => checkLabels(labels));
  for (const key of Object.keys(labels).filter(isReservedLabel)) {
    problems.add({
      property: 'labels',
      value: key,
      rule: 'is a label that AKS or Kubernetes keeps to itself',
      fix: 'Use a prefix of your own (POOL07)',
      code: 'pool/reserved-label',
    });
  }
}

function isReservedLabel(key: string): boolean {
  const prefix = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  if (OF_AKS.has(key) || CLOSED_NAMES.has(key) || prefix === 'kubernetes.azure.com') return true;
  return /(^|\.)(kubernetes|k8s)\.io$/.test(prefix) && !OPEN_PREFIXES.test(prefix);
}

export function checkTaints(taints: readonly Taint[], problems: Problems): void {
  const seen = new Set<string>();
  for (const taint of taints) {
    problems.attempt('taints', () => qualifiedName(taint.key));
    // AKS refuses a taint without a value. Azure: "Use node taints in an AKS cluster".
    if (taint.value === undefined || taint.value === '') {
      problems.add({
        property: 'taints',
        value: taint.key,
        rule: 'has no value, which AKS demands of a taint',
        fix: "Write { key, value: 'true', effect }",
        code: 'pool/taint-value',
      });
    } else {
      problems.attempt('taints', () => labelValue(taint.value ?? ''));
    }
    const id = `${taint.key}:${taint.effect}`;
    if (seen.has(id)) {
      problems.add({
        property: 'taints',
        value: id,
        rule: 'is there twice',
        fix: 'Keep one',
        code: 'pool/taint-twice',
      });
    }
    seen.add(id);
  }
}

/** `sku=gpu:NoSchedule` */
export function printTaint({ key, value, effect }: Taint): string {
  return `${key}=${value ?? ''}:${effect}`;
}
