import type { KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { at } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const vpa = (name: string): string =>
  object('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', name, [
    'spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }, updatePolicy: { updateMode: "Off" } }',
  ]);

export const verticalUnfit: Rule = {
  id: 'scaling/vertical-unfit',
  severity: 'warning',
  what: 'measures what it cannot, or what another one measures',
  why: 'of two VerticalPodAutoscalers of one workload either may win; on Windows AKS supports none',
  fix: 'Keep one VerticalPodAutoscaler for each workload, and none for pods on Windows',
  sources: ['Azure: Use the Vertical Pod Autoscaler in AKS'],
  facts: ['ADD05'],
  examples: {
    failing: { 'cart.yaml': documents(workload('cart'), vpa('cart'), vpa('cart-again')) },
    mended: { 'cart.yaml': documents(workload('cart'), vpa('cart')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts, workloads }) {
    const windows = new Set(workloads.filter(({ os }) => os === 'windows').map(({ object }) => keyOf(object, object)));
    const first = new Map<string, KubernetesObject>();
    for (const one of objectIndex(artifacts).ofKind('VerticalPodAutoscaler')) {
      const target = at(one.body, ['spec', 'targetRef']);
      if (typeof target?.kind !== 'string' || typeof target.name !== 'string') {
        yield notApplicable(one);
        continue;
      }
      const { kind, name } = target;
      const key = keyOf(one, { kind, name });
      const other = first.get(key);
      first.set(key, other ?? one);
      const field = ['spec', 'targetRef', 'name'];
      if (other) yield finding(one, field, { detail: `measures ${kind} '${name}', as '${other.name}' does` });
      else if (windows.has(key))
        yield finding(one, field, { detail: `measures ${kind} '${name}', whose pods run on Windows` });
      else yield compliant(one);
    }
  },
};

function keyOf(beside: KubernetesObject, { kind, name }: { readonly kind: string; readonly name: string }): string {
  return [beside.cluster ?? '', namespaceOf(beside), kind, name].join('\n');
}
