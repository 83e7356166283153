import type { ICluster } from '../../../lib/core/contracts';
import { Cpu } from '../../../lib/core/cpu';
import { Size } from '../../../lib/core/size';
import { Peer } from '../../../lib/kubernetes/connect/peer';
import { declareDemand } from '../../../lib/kubernetes/tenancy/demand';
import { fakeCluster, messageOf, object, objects, onCluster, plainNamespace, refusals } from '../workload/world';

const plain = fakeCluster();
const meshed: ICluster = Object.assign(Object.create(plain) as ICluster, {
  features: { ...plain.features, meshRevisions: ['asm-1-29', 'asm-1-30'] },
});
const privileged = { podSecurity: 'privileged' } as const;

describe('a namespace in the mesh', () => {
  it('is injected by the first revision of its cluster, or by the one that it names', () => {
    const { shop } = onCluster(meshed, { ...privileged, meshInjection: true });
    expect(shop.meshRevision).toBe('asm-1-29');
    expect(object(shop, 'Namespace').metadata.labels).toMatchObject({ 'istio.io/rev': 'asm-1-29' });
    expect(refusals(shop, '1.34')).toEqual([]);

    const other = onCluster(meshed, { ...privileged, meshInjection: 'asm-1-30' }).shop;
    expect(object(other, 'Namespace').metadata.labels).toMatchObject({ 'istio.io/rev': 'asm-1-30' });
    expect(plainNamespace({ ...privileged, meshInjection: 'asm-1-29' }).meshRevision).toBe('asm-1-29');
  });

  it('lets its sidecars reach the control plane', () => {
    const { shop } = onCluster(meshed, { ...privileged, meshInjection: true });
    const policy = objects(shop, 'NetworkPolicy').find(({ metadata }) => metadata.name === 'allow-mesh');
    expect(policy?.spec).toEqual({
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'aks-istio-system' } },
              podSelector: { matchLabels: { app: 'istiod' } },
            },
          ],
          ports: [{ port: 15012, protocol: 'TCP' }],
        },
      ],
    });
  });

  it("opens its pods to the mesh's gateways by name", () => {
    expect(Peer.meshIngress().toPolicyPeers('shop')).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'aks-istio-ingress' } } },
    ]);
  });

  it('has room in its quota for a sidecar with every pod', () => {
    const { shop } = onCluster(meshed, { ...privileged, meshInjection: true });
    declareDemand(shop, () => [{ pods: 4, cpu: Cpu.millis(100), memory: Size.mebibytes(128) }]);
    expect(object(shop, 'ResourceQuota').spec).toEqual({
      hard: { 'requests.cpu': '800m', 'requests.memory': '1Gi', pods: 4 },
    });
  });

  it('is none unless it asks', () => {
    const { shop } = onCluster(meshed);
    expect(shop.meshRevision).toBeUndefined();
    expect(objects(shop, 'NetworkPolicy').map(({ metadata }) => metadata.name)).not.toContain('allow-mesh');
  });

  it('is refused where nothing would be injected', () => {
    expect(messageOf(() => onCluster(plain, { ...privileged, meshInjection: true }))).toBe(
      "[shop] 'meshInjection' (true) asks for sidecars, and cluster 'prod' has no mesh. Give the cluster serviceMesh: { revisions: ['asm-1-29'] }, or leave it out. (namespace/no-mesh)",
    );
    expect(messageOf(() => onCluster(meshed, { ...privileged, meshInjection: 'asm-1-27' }))).toBe(
      "[shop] 'meshInjection' (asm-1-27) is not one of the revisions of cluster 'prod' (asm-1-29, asm-1-30), so that nothing would be injected. Write 'asm-1-29', or true. (namespace/mesh-revision)",
    );
    expect(messageOf(() => plainNamespace({ ...privileged, meshInjection: true }))).toBe(
      "[shop] 'meshInjection' (true) asks for the revision of a mesh, and the cluster is not known in a plain App. Name the revision: meshInjection: 'asm-1-29'. (namespace/mesh-revision)",
    );
  });

  it.each(['restricted', 'baseline'] as const)('is refused where pod security is %s', (podSecurity) => {
    expect(messageOf(() => onCluster(meshed, { podSecurity, meshInjection: true }))).toBe(
      `[shop] 'podSecurity' (${podSecurity}) refuses the init container of the mesh, which adds the capabilities NET_ADMIN and NET_RAW, and with it every pod. Write podSecurity: 'privileged', and hold your own pods to the restricted standard by a policy. (namespace/mesh-pod-security)`,
    );
  });
});
