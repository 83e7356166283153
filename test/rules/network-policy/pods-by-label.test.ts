import { takesAnyPod } from '../../../lib/rules/network-policy/pods-by-label';
import { worldOf } from '../../../lib/analysis/world';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { documents, object, workload } from '../../../lib/rules/sample';

/** Whether a selector of a policy in the namespace `shop` takes any pod of these files. */
function taken(selector: unknown, ...files: readonly string[]): boolean | undefined {
  const policy = object('networking.k8s.io/v1', 'NetworkPolicy', 'cart', ['spec: { podSelector: {} }']);
  const artifacts = readArtifacts([{ path: 'all.yaml', content: documents(policy, ...files) }]);
  const [beside] = artifacts.objects('networking.k8s.io/v1', 'NetworkPolicy');
  if (!beside) throw new Error('the policy was not read');
  return takesAnyPod(beside, selector, worldOf(artifacts));
}

describe('takesAnyPod', () => {
  const byApp = (app: string): object => ({ matchLabels: { app } });

  it('looks at labels and expressions together', () => {
    const pods = workload('cart', { labels: 'tier: back' });
    expect(taken(byApp('cart'), pods)).toBe(true);
    expect(taken({ matchLabels: { app: 'cart', tier: 'front' } }, pods)).toBe(false);
    expect(taken({ matchExpressions: [{ key: 'tier', operator: 'In', values: ['back'] }] }, pods)).toBe(true);
    expect(taken({ matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, workload('cart'))).toBe(false);
  });

  it('takes whatever comes for an empty selector', () => {
    expect(taken({})).toBe(true);
  });

  it('does not look into other namespaces', () => {
    expect(taken(byApp('web'), workload('cart'), workload('web', { namespace: 'other' }))).toBe(false);
  });

  it('does not know where no pod of the namespace is in the files, or something else makes some', () => {
    expect(taken(byApp('cart'))).toBeUndefined();
    const database = object('acme.io/v1', 'Database', 'orders', ['spec: { replicas: 3 }']);
    expect(taken(byApp('orders'), workload('cart'), database)).toBeUndefined();
  });
});
