import { App, Chart } from 'cdk8s';
import { NAMESPACE, OWN_FILE } from '../../../lib/core/marks';
import { Cpu } from '../../../lib/core/cpu';
import { Percent } from '../../../lib/core/percent';
import { Size } from '../../../lib/core/size';
import { KubernetesObject } from '../../../lib/kubernetes/object';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { declareDemand } from '../../../lib/kubernetes/tenancy/demand';
import { Namespace } from '../../../lib/kubernetes/tenancy/namespace';
import { Microservice } from '../../../lib/kubernetes/workload/microservice';
import {
  fakeCluster,
  messageOf,
  object,
  objects,
  onCluster,
  plainNamespace,
  problemsOf,
  refusals,
  SMALL,
} from '../workload/world';

const GROUP = '11111111-2222-3333-4444-555555555555';
const OTHER = '66666666-7777-8888-9999-000000000000';

describe('Namespace', () => {
  it('is a namespace of its own, with objects of its own in a file of their own', () => {
    const shop = plainNamespace({ admins: [GROUP] });
    const own = shop.node.findChild('_namespace');
    expect(NAMESPACE in shop && OWN_FILE in own).toBe(true);
    expect(objects(own).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Namespace shop',
      'NetworkPolicy default-deny',
      'NetworkPolicy allow-dns',
      'ResourceQuota quota',
      'LimitRange default-requests',
      'RoleBinding admins',
    ]);
    expect(objects(own).map(({ metadata }) => metadata.namespace)).toEqual([undefined, ...Array(5).fill('shop')]);
  });

  it.each(['1.28', '1.34', '1.36'])('is taken by an API server of %s', (minor) => {
    const { shop } = onCluster(fakeCluster({ kubernetesVersion: minor }), { admins: [GROUP], viewers: [OTHER] });
    new Microservice(shop, 'cart', SMALL);
    expect(refusals(shop, minor)).toEqual([]);
  });

  it("enforces restricted pods by the rules of the cluster's own minor, and never goes with what Flux finds missing", () => {
    const { shop } = onCluster();
    const { labels, annotations } = object(shop, 'Namespace').metadata;
    expect(labels).toEqual({
      'app.kubernetes.io/managed-by': 'cdk-aks',
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.34',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/audit-version': 'v1.34',
      'pod-security.kubernetes.io/warn': 'restricted',
      'pod-security.kubernetes.io/warn-version': 'v1.34',
    });
    expect(annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
  });

  it('takes the newest rules where the cluster is not known, and another level on request', () => {
    expect(object(plainNamespace({ podSecurity: 'baseline' }), 'Namespace').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/enforce-version': 'latest',
    });
  });

  it('takes labels and annotations, but none that would loosen pod security', () => {
    const { labels, annotations } = object(
      plainNamespace({ labels: { team: 'shop' }, annotations: { 'example.com/a': 'b' } }),
      'Namespace',
    ).metadata;
    expect(labels).toMatchObject({ team: 'shop' });
    expect(annotations).toMatchObject({ 'example.com/a': 'b' });
    expect(messageOf(() => plainNamespace({ labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } }))).toBe(
      "[shop] 'labels' (pod-security.kubernetes.io/enforce) is set by 'podSecurity'. Write podSecurity: 'baseline' in its place. (namespace/pod-security-label)",
    );
    expect(messageOf(() => plainNamespace({ labels: { 'no good': 'x' } }))).toContain('(name/qualified)');
  });

  it('cuts all pods off both ways, but for names', () => {
    const { shop } = onCluster();
    expect(object(shop, 'NetworkPolicy', 'default-deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    expect(object(shop, 'NetworkPolicy', 'allow-dns').spec).toEqual({
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: [
            { port: 53, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
        },
      ],
    });
  });

  it("lets names be asked of the node where the cluster has LocalDNS, in Cilium's own words under Cilium", () => {
    const network = { ...fakeCluster().network, localDns: true };
    const { shop } = onCluster(fakeCluster({ network }));
    expect(JSON.stringify(object(shop, 'NetworkPolicy', 'allow-dns').spec)).toContain('169.254.10.0/24');
    expect(objects(shop, 'CiliumNetworkPolicy')).toEqual([]);
    const { shop: cilium } = onCluster(fakeCluster({ network: { ...network, policyEngine: 'cilium' } }));
    expect(object(cilium, 'CiliumNetworkPolicy').spec).toMatchObject({
      endpointSelector: {},
      egress: [{ toEntities: ['host'] }],
    });
  });

  it('names objects by their path, never by a hash', () => {
    const shop = plainNamespace();
    const flags = new KubernetesObject(shop, 'flags', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(flags.name).toBe('flags');
  });

  describe('quota', () => {
    const hard = (shop: Namespace) => object(shop, 'ResourceQuota').spec.hard;

    it("is what the namespace's workloads request at their maxima, with the pods of a rollout", () => {
      const { shop } = onCluster();
      new Microservice(shop, 'web', { ...SMALL, scale: Scale.onCpu({ min: 3, max: 10, target: Percent.of(60) }) });
      new Microservice(shop, 'cart', { ...SMALL, sidecars: [{ name: 'proxy', ...SMALL }] });
      // web: 10 pods and 3 more; cart: 3 pods of two containers and 1 more.
      expect(hard(shop)).toEqual({ 'requests.cpu': '2100m', 'requests.memory': '2688Mi', pods: 17 });
    });

    it('can be given in part, whole or not at all', () => {
      const { shop } = onCluster(fakeCluster(), { quota: { cpu: Cpu.cores(8) } });
      new Microservice(shop, 'cart', SMALL);
      expect(hard(shop)).toEqual({ 'requests.cpu': '8', 'requests.memory': '512Mi', pods: 4 });
      expect(hard(plainNamespace({ quota: { cpu: Cpu.cores(1), memory: Size.gibibytes(1), pods: 5 } }))).toEqual({
        'requests.cpu': '1',
        'requests.memory': '1Gi',
        pods: 5,
      });
      expect(objects(plainNamespace({ quota: false }), 'ResourceQuota')).toEqual([]);
      expect(messageOf(() => plainNamespace({ quota: { pods: 1.5 } }))).toBe(
        "[shop] 'quota.pods' (1.5) is not a whole number from 0. Write a whole number. (namespace/quota)",
      );
    });

    it('counts the objects of others by their own numbers, and what constructs declare', () => {
      const shop = plainNamespace();
      const template = {
        spec: { containers: [{ name: 'a', resources: { requests: { cpu: '250m', memory: '64Mi' } } }] },
      };
      new KubernetesObject(shop, 'foreign', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        spec: { replicas: 2, template },
      } as never);
      new KubernetesObject(shop, 'hpa', {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'foreign' }, maxReplicas: 8 },
      } as never);
      new KubernetesObject(shop, 'set', {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        spec: { replicas: 3, template },
      } as never);
      new KubernetesObject(shop, 'job', { apiVersion: 'batch/v1', kind: 'Job', spec: { template } } as never);
      new KubernetesObject(shop, 'pod', { apiVersion: 'v1', kind: 'Pod', ...template } as never);
      new KubernetesObject(shop, 'tls', {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        spec: { dnsNames: ['a', 'b'] },
      } as never);
      const declared = new KubernetesObject(shop, 'odd', { apiVersion: 'example.com/v1', kind: 'Odd' });
      declareDemand(declared, () => [{ pods: 1, cpu: Cpu.cores(1), memory: Size.gibibytes(1) }]);
      // 8 + 2 surge, 3, 1, 1 pods of 250m; 2 solvers of 10m; 1 declared.
      expect(hard(shop)).toEqual({ 'requests.cpu': '4770m', 'requests.memory': '2112Mi', pods: 18 });
      expect(problemsOf(shop)).toEqual([]);
    });

    it('must be given where pods are made in numbers that nobody knows here', () => {
      const shop = plainNamespace();
      new KubernetesObject(shop, 'chart', {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        spec: {},
      } as never);
      new KubernetesObject(shop, 'elsewhere', {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        spec: { targetNamespace: 'other' },
      } as never);
      expect(problemsOf(shop)).toEqual([
        "[shop] 'quota' cannot be derived: nobody knows here how many pods HelmRelease 'chart' (shop/chart) makes. Write quota: { cpu, memory, pods } with room for it, or quota: false. (namespace/quota-unknown)",
      ]);
    });
  });

  it('gives containers requests that have none, and never a limit', () => {
    expect(object(plainNamespace(), 'LimitRange').spec).toEqual({
      limits: [{ type: 'Container', defaultRequest: { cpu: '100m', memory: '128Mi' } }],
    });
    expect(objects(plainNamespace({ defaultRequests: false }), 'LimitRange')).toEqual([]);
  });

  it("binds Entra groups to Kubernetes' own roles", () => {
    const shop = plainNamespace({ admins: [GROUP], editors: [OTHER, OTHER], viewers: [GROUP, OTHER] });
    const bound = objects(shop, 'RoleBinding').map((binding) => {
      const { roleRef, subjects } = binding as unknown as { roleRef: { name: string }; subjects: { name: string }[] };
      return [binding.metadata.name, roleRef.name, subjects.map(({ name }) => name)];
    });
    expect(bound).toEqual([
      ['admins', 'admin', [GROUP]],
      ['editors', 'edit', [OTHER]],
      ['viewers', 'view', [GROUP, OTHER]],
    ]);
  });

  it('refuses groups by name', () => {
    expect(messageOf(() => plainNamespace({ admins: ['shop-admins'] }))).toBe(
      "[shop] 'admins' (shop-admins) is not the object id of a group of Microsoft Entra. Copy it from the overview of the group: 8-4-4-4-12 hexadecimal digits. Names and mail addresses match nobody. (namespace/group-id)",
    );
  });

  it.each(['Shop', 'my_shop'])('refuses %s as a name', (name) => {
    expect(messageOf(() => new Namespace(new App(), name))).toContain('(name/dns-label)');
  });

  it.each(['kube-system', 'aks-command', 'gatekeeper-system'])("refuses the cluster's own namespace %s", (name) => {
    expect(messageOf(() => new Namespace(new App(), name))).toBe(
      `[${name}] 'id' (${name}) is a namespace of the cluster's own, whose pods would be cut off. Choose another name. (namespace/reserved)`,
    );
  });

  it('opens flows for all of its pods', () => {
    const shop = plainNamespace();
    const cart = new Microservice(shop, 'cart', { ...SMALL, port: 3001 });
    shop.connections.allowTo(cart);
    expect(object(shop, 'NetworkPolicy', 'cart').spec.ingress).toEqual([
      { from: [{ podSelector: {} }], ports: [{ port: 'http', protocol: 'TCP' }] },
    ]);
  });

  it('is told from other Charts by its mark, since cdk8s makes every Chart an instance of every other', () => {
    expect(NAMESPACE in new Chart(new App(), 'plain')).toBe(false);
  });
});
