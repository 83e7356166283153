import { isCalled } from '../../../lib/analysis/workload/called';
import { worldOf } from '../../../lib/analysis/world';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { documents, object, workload } from '../../../lib/rules/sample';

const DENY = policy('podSelector: {}, policyTypes: [Ingress, Egress]');

describe('isCalled', () => {
  it.each<[string, boolean | undefined, readonly string[]]>([
    ['a Service that selects it', true, [service('cart')]],
    ['ports of its containers', true, [withPorts()]],
    ['a Service, though no policy lets its callers in', true, [service('cart'), DENY]],
    ['neither, and nothing that keeps callers out', undefined, [service('other')]],
    ['a policy that lets nobody in', false, [DENY]],
    ['a policy that looks at what goes out alone', undefined, [policy('podSelector: {}, policyTypes: [Egress]')]],
    [
      'one policy that lets nobody in and another that does',
      undefined,
      [DENY, policy('podSelector: {}, ingress: [{}]')],
    ],
    ['a policy for other pods', undefined, [policy('podSelector: { matchLabels: { app: other } }')]],
    ['policies of Cilium beside it, which may let somebody in', undefined, [DENY, cilium()]],
  ])('is told by %s', (_, expected, others) => {
    const own = others.some((text) => text.includes('kind: Deployment')) ? [] : [workload('cart')];
    const artifacts = readArtifacts([{ path: 'all.yaml', content: documents(...own, ...others) }]);
    const [cart] = worldOf(artifacts).workloads;
    expect(cart && isCalled(cart, artifacts)).toBe(expected);
  });
});

function policy(spec: string): string {
  return object('networking.k8s.io/v1', 'NetworkPolicy', `p${spec.length}`, [`spec: { ${spec} }`]);
}

function service(app: string): string {
  return object('v1', 'Service', 'cart', [`spec: { selector: { app: ${app} }, ports: [{ port: 80 }] }`]);
}

function withPorts(): string {
  return workload('cart', { container: 'ports: [{ containerPort: 8080 }]' });
}

function cilium(): string {
  return object('cilium.io/v2', 'CiliumNetworkPolicy', 'cart', ['spec: { endpointSelector: {} }']);
}
