import { ReferenceGrant, type ReferenceGrantProps } from '../../../lib/kubernetes/expose/reference-grant';
import { kubernetesProblems } from '../../support/conformance';
import { chart, object } from '../connect/world';
import { messageOf } from '../workload/world';

function granted(props: ReferenceGrantProps) {
  const certificates = chart('certificates');
  new ReferenceGrant(certificates, 'wildcard', props);
  return object(certificates, 'ReferenceGrant');
}

describe('ReferenceGrant', () => {
  it('lets Gateways and routes of other namespaces use what is in its own', () => {
    const grant = granted({
      from: [
        { kind: 'Gateway', namespace: 'shop' },
        { kind: 'HTTPRoute', namespace: 'orders' },
      ],
      to: [{ kind: 'Secret', name: 'wildcard-tls' }, { kind: 'Service' }],
    });
    expect(grant).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { name: 'wildcard', namespace: 'certificates' },
      spec: {
        from: [
          { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'shop' },
          { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'orders' },
        ],
        to: [
          { group: '', kind: 'Secret', name: 'wildcard-tls' },
          { group: '', kind: 'Service' },
        ],
      },
    });
    expect(kubernetesProblems(grant, '1.35')).toEqual([]);
  });

  it('tells everything that would let nobody in', () => {
    const at = '[certificates/wildcard]';
    expect(messageOf(() => granted({ from: [], to: [] }))).toBe(
      `${at} 'from' is empty, so that nobody is let in. Name who may refer to what. (expose/grant-empty)\n` +
        `${at} 'to' is empty, so that nobody is let in. Name who may refer to what. (expose/grant-empty)`,
    );
    expect(
      messageOf(() => granted({ from: [{ kind: 'Gateway', namespace: 'certificates' }], to: [{ kind: 'Service' }] })),
    ).toBe(
      `${at} 'from' (certificates) is the namespace of the grant itself, which needs none. Leave it out. (expose/grant-own)\n` +
        `${at} 'to' (Service) is what Gateway never refers to. A Gateway refers to Secrets, a route to Services. (expose/grant-kinds)`,
    );
    expect(
      messageOf(() =>
        granted({ from: [{ kind: 'GRPCRoute', namespace: 'No' }], to: [{ kind: 'Service', name: 'No good' }] }),
      ),
    ).toMatch(/\(name\/dns-label\)\n.*\(name\/dns-subdomain\)$/);
  });
});
