import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { runChecks } from '../../../lib/core/checks';
import { formatProblem } from '../../../lib/core/errors';
import { Peer } from '../../../lib/kubernetes/connect/peer';
import { Port } from '../../../lib/kubernetes/connect/port';
import { kubernetesProblems } from '../../support/conformance';
import { chart, cluster, FakeWorkload, namespace, object, objects, port } from './world';

const KUBE_DNS = {
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
};
const CART = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } } };
const WEB = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } };
const HTTP = { port: 'http', protocol: 'TCP' };

function shop() {
  const scope = chart('shop');
  const web = new FakeWorkload(scope, 'web', { ports: [port('http', 8080)] });
  const cart = new FakeWorkload(scope, 'cart', { ports: [port('http', 3001)] });
  return { scope, web, cart };
}

describe('Connections', () => {
  it('isolates a workload both ways before anything is allowed', () => {
    const { scope } = shop();

    expect(object(scope, 'NetworkPolicy', 'cart')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: { ...CART, policyTypes: ['Ingress', 'Egress'] },
    });
  });

  it('opens egress at one end, ingress at the other, and DNS', () => {
    const { scope, web, cart } = shop();

    web.connections.allowTo(cart);

    expect(object(scope, 'NetworkPolicy', 'web').spec).toEqual({
      ...WEB,
      policyTypes: ['Ingress', 'Egress'],
      egress: [{ to: [CART], ports: [HTTP] }, KUBE_DNS],
    });
    expect(object(scope, 'NetworkPolicy', 'cart').spec).toEqual({
      ...CART,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [WEB], ports: [HTTP] }],
    });
  });

  it('renders the same whichever end is asked, and however often', () => {
    const [one, other] = [shop(), shop()];

    one.web.connections.allowTo(one.cart);
    other.cart.connections.allowFrom(other.web);
    other.cart.connections.allowFrom(other.web, { ports: 'http' });
    other.web.connections.allowTo(other.cart, { ports: 3001 });

    expect(objects(other.scope)).toEqual(objects(one.scope));
  });

  it('renders the same in whichever order flows are allowed', () => {
    const [one, other] = [shop(), shop()];
    const flows = [
      ({ web, cart }: typeof one) => web.connections.allowTo(cart),
      ({ web }: typeof one) => web.connections.allowTo(Peer.cidr('10.1.0.0/16'), { ports: [5432, 1433] }),
      ({ web }: typeof one) => web.connections.allowTo(Peer.namespace('tools'), { ports: 'all' }),
      ({ web }: typeof one) => web.connections.allowTo(Peer.cidr('10.0.0.0/16'), { ports: 443 }),
      ({ web }: typeof one) => web.connections.allowTo(Peer.anywhere(), { ports: 8443 }),
    ];

    for (const flow of flows) flow(one);
    for (const flow of [...flows].reverse()) flow(other);

    expect(objects(other.scope)).toEqual(objects(one.scope));
  });

  it('counts ports and flows that come after the policy was made', () => {
    const { scope, web, cart } = shop();
    web.connections.allowTo(cart);
    cart.ports.push(port('metrics', 9090));

    expect(object(scope, 'NetworkPolicy', 'cart').spec.ingress).toEqual([
      { from: [WEB], ports: [HTTP, { port: 'metrics', protocol: 'TCP' }] },
    ]);
  });

  it('names the namespace of a peer in another one, at both ends', () => {
    const app = new App();
    const web = new FakeWorkload(chart('front', undefined, app), 'web', { ports: [port('http', 8080)] });
    const cart = new FakeWorkload(chart('shop', undefined, app), 'cart', { ports: [port('http', 3001)] });

    web.connections.allowTo(cart);

    const inNamespace = (name: string) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
    });
    expect(object(app, 'NetworkPolicy', 'web').spec.egress).toContainEqual({
      to: [{ ...inNamespace('shop'), ...CART }],
      ports: [HTTP],
    });
    expect(object(app, 'NetworkPolicy', 'cart').spec.ingress).toEqual([
      { from: [{ ...inNamespace('front'), ...WEB }], ports: [HTTP] },
    ]);
  });

  it('writes numbers where Windows is at either end', () => {
    const scope = chart('shop');
    const web = new FakeWorkload(scope, 'web', { ports: [port('http', 8080)] });
    const rewards = new FakeWorkload(scope, 'rewards', { ports: [port('http', 80)], placement: { os: 'windows' } });

    web.connections.allowTo(rewards);

    expect(object(scope, 'NetworkPolicy', 'rewards').spec.ingress).toEqual([
      { from: [WEB], ports: [{ port: 80, protocol: 'TCP' }] },
    ]);
  });

  it('opens all ports when told so', () => {
    const { scope, web, cart } = shop();

    web.connections.allowTo(cart, { ports: 'all' });
    web.connections.allowTo(cart);

    expect(object(scope, 'NetworkPolicy', 'cart').spec.ingress).toEqual([{ from: [WEB] }]);
  });

  it('leaves DNS to the namespace where that is one of this program', () => {
    const shopNamespace = namespace('shop');
    const web = new FakeWorkload(shopNamespace, 'web', { ports: [port('http', 8080)] });
    const cart = new FakeWorkload(shopNamespace, 'cart', { ports: [port('http', 3001)] });

    web.connections.allowTo(cart);

    expect(object(shopNamespace, 'NetworkPolicy', 'web').spec.egress).toEqual([{ to: [CART], ports: [HTTP] }]);
  });

  it('opens both ends between a workload and all pods of a namespace', () => {
    const app = new App();
    const prod = cluster();
    const tools = namespace('tools', prod, app);
    const { web } = { web: new FakeWorkload(chart('shop', prod, app), 'web', { ports: [port('http', 8080)] }) };

    web.connections.allowFrom(tools);
    web.connections.allowFrom(tools);

    const from = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
    expect(object(app, 'NetworkPolicy', 'web').spec.ingress).toEqual([{ from: [from('tools')], ports: [HTTP] }]);
    expect(object(app, 'NetworkPolicy', 'connections')).toMatchObject({
      metadata: { namespace: 'tools' },
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [{ to: [{ ...from('shop'), ...WEB }], ports: [HTTP] }],
      },
    });
  });

  it('lets a node answer DNS where the cluster has LocalDNS', () => {
    const scope = chart('shop', cluster({ localDns: true }));
    const web = new FakeWorkload(scope, 'web');
    web.connections.allowToEntra();

    expect(object(scope, 'NetworkPolicy').spec.egress).toContainEqual({
      to: [{ ipBlock: { cidr: '169.254.10.0/24' } }],
      ports: KUBE_DNS.ports,
    });
    expect(objects(scope, 'CiliumNetworkPolicy')).toEqual([]);
  });

  it('lets a node answer DNS under Cilium by a policy to the host', () => {
    const scope = chart('shop', cluster({ localDns: true, policyEngine: 'cilium' }));
    const web = new FakeWorkload(scope, 'web');

    web.connections.allowToEntra();
    web.connections.allowToEntra();

    expect(object(scope, 'CiliumNetworkPolicy')).toEqual({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'web-host-dns', namespace: 'shop' },
      spec: {
        endpointSelector: WEB.podSelector,
        egress: [{ toEntities: ['host'], toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }] }] }],
      },
    });
  });

  it('connects the replicas of a workload on ports that it tells nobody', () => {
    const { scope, cart } = shop();

    cart.connections.allowBetweenReplicas([4369, 25672]);

    const ports = [
      { port: 4369, protocol: 'TCP' },
      { port: 25672, protocol: 'TCP' },
    ];
    expect(object(scope, 'NetworkPolicy', 'cart').spec).toMatchObject({
      ingress: [{ from: [CART], ports }],
      egress: [{ to: [CART], ports }, KUBE_DNS],
    });
  });

  it('lets workload identity reach Entra at public addresses only', () => {
    const { scope, cart } = shop();

    cart.connections.allowToEntra();

    expect(object(scope, 'NetworkPolicy', 'cart').spec.egress).toEqual([
      KUBE_DNS,
      {
        to: [
          {
            ipBlock: {
              cidr: '0.0.0.0/0',
              except: [
                '10.0.0.0/8',
                '100.64.0.0/10',
                '168.63.129.16/32',
                '169.254.0.0/16',
                '172.16.0.0/12',
                '192.168.0.0/16',
              ],
            },
          },
        ],
        ports: [{ port: 443, protocol: 'TCP' }],
      },
    ]);
  });

  it.each([
    ['in the network', '10.20.9.0/28', '10.20.9.0/28'],
    ['at a public address', undefined, '0.0.0.0/0'],
  ])('lets the API server be reached %s', (_, apiServerCidr, cidr) => {
    const scope = chart('shop', cluster({ apiServerCidr }));
    const operator = new FakeWorkload(scope, 'operator');

    operator.connections.allowToApiServer();

    expect(object(scope, 'NetworkPolicy').spec.egress).toContainEqual({
      to: [{ ipBlock: expect.objectContaining({ cidr }) }],
      ports: [{ port: 443, protocol: 'TCP' }],
    });
  });

  it('opens the flows that gateways, scrapers and KEDA need', () => {
    const { scope, cart } = shop();

    cart.connections.allowFromGateway({ subnetCidr: '10.20.8.0/24' });
    cart.connections.allowScraping('http');
    cart.connections.allowFromKeda();

    const kubeSystem = { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } };
    expect(object(scope, 'NetworkPolicy', 'cart').spec.ingress).toEqual([
      {
        from: [{ namespaceSelector: kubeSystem, podSelector: { matchLabels: { app: 'keda-operator' } } }],
        ports: [HTTP],
      },
      {
        from: [{ namespaceSelector: kubeSystem, podSelector: { matchLabels: { rsName: 'ama-metrics' } } }],
        ports: [HTTP],
      },
      { from: [{ ipBlock: { cidr: '10.20.8.0/24' } }], ports: [HTTP] },
    ]);
  });

  it('renders policies that the API server takes', () => {
    const { scope, web, cart } = shop();
    web.connections.allowTo(cart);
    web.connections.allowTo(Peer.internet(), { ports: [443, Port.range(10000, 20000), Port.udp(123)] });
    web.connections.allowFrom(Peer.anyNamespace());
    web.connections.allowFrom(Peer.pods({ app: 'x' }, { namespaceLabels: { team: 'y' } }));
    web.connections.allowFrom(Peer.anywhere(), { ports: 'all' });

    expect(objects(scope).flatMap((policy) => kubernetesProblems(policy, '1.34'))).toEqual([]);
  });

  it('refuses a peer on another cluster and names both', () => {
    const app = new App();
    const web = new FakeWorkload(chart('front', cluster({}, 'east'), app), 'web');
    const cart = new FakeWorkload(chart('shop', cluster({}, 'west'), app), 'cart', { ports: [port('http', 3001)] });

    expect(() => web.connections.allowTo(cart)).toThrow(
      "[front/web] 'web' (front/web) runs on cluster 'east' and 'cart' (shop/cart) on cluster 'west', and policies end at their cluster. Connect through a gateway, or by address with Peer.cidr(…). (connect/other-cluster)",
    );
  });

  it('refuses a port that is not there and suggests one', () => {
    const { web, cart } = shop();

    expect(() => web.connections.allowTo(cart, { ports: 'htp' })).toThrow(
      "[shop/web] 'ports' (htp) is no TCP port of 'cart' (shop/cart), which has 'http' (3001/TCP). Did you mean 'http'? (connect/unknown-port)",
    );
    expect(() => web.connections.allowTo(cart, { ports: 3002 })).toThrow("Did you mean '3001'? (connect/unknown-port)");
    expect(() => web.connections.allowTo(cart, { ports: Port.udp(3001) })).toThrow('is no UDP port');
    expect(() => web.connections.allowTo(cart, { ports: Port.range(4000, 5000) })).toThrow(
      '(4000 to 5000) is no TCP port',
    );
  });

  it('explains that policies match ports of pods when given the port of the Service', () => {
    const { web, cart } = shop();

    expect(() => web.connections.allowTo(cart, { ports: 80 })).toThrow(
      "Policies match ports of pods, after the Service: did you mean 3001 or 'http'? (connect/unknown-port)",
    );
  });

  it('reaches a service of Azure at its private endpoints, also at those that come later, else over the internet', () => {
    const { scope, web, cart } = shop();
    const service = (id: string, privateRanges: string[]) =>
      Object.assign(new Construct(scope, id), {
        description: "key vault 'contoso'",
        ports: [443],
        privateRanges,
      });
    const ranges: string[] = [];
    web.connections.allowTo(service('far', ranges));
    ranges.push('10.20.5.0/26', '10.30.5.0/26');
    cart.connections.allowTo(service('near', []), { ports: 8443 });

    const ports = [{ port: 443, protocol: 'TCP' }];
    expect(object(scope, 'NetworkPolicy', 'web').spec).toMatchObject({
      egress: [
        KUBE_DNS,
        { to: [{ ipBlock: { cidr: '10.20.5.0/26' } }], ports },
        { to: [{ ipBlock: { cidr: '10.30.5.0/26' } }], ports },
      ],
    });
    expect(object(scope, 'NetworkPolicy', 'cart').spec).toMatchObject({
      egress: [KUBE_DNS, { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 8443, protocol: 'TCP' }] }],
    });
  });

  it('refuses a workload without ports, and a range without ports', () => {
    const { scope, web } = shop();
    const worker = new FakeWorkload(scope, 'worker');

    expect(() => web.connections.allowTo(worker)).toThrow(
      "[shop/web] 'worker' (shop/worker) listens on no port, so nothing can connect to it. Give it a port, or allow all ports with { ports: 'all' }. (connect/no-port)",
    );
    expect(() => web.connections.allowTo(Peer.cidr('10.0.0.0/24'))).toThrow(
      "[shop/web] 'ports' must be given: 10.0.0.0/24 is no workload of this program, so its ports are unknown. Write for example { ports: 443 }, or { ports: 'all' }. (connect/ports-needed)",
    );
    expect(() => web.connections.allowTo(Peer.internet(), { ports: [] })).toThrow('(connect/ports-needed)');
  });

  it('refuses what has no connections', () => {
    const { scope, web } = shop();

    expect(() => web.connections.allowTo(scope as never)).toThrow(
      "[shop/web] 'peer' is nothing that can be connected to. Pass a workload, a namespace, a service of Azure, or a Peer. (connect/not-connectable)",
    );
  });
});

describe('ranges of a policy', () => {
  const problems = (web: FakeWorkload) => runChecks(web).map(formatProblem);

  it('are refused under Cilium where they hold pods or nodes', () => {
    const scope = chart('shop', cluster({ policyEngine: 'cilium', podCidr: '10.244.0.0/16' }));
    const web = new FakeWorkload(scope, 'web');
    web.connections.allowTo(Peer.cidr('10.244.3.0/24'), { ports: 443 });
    web.connections.allowTo(Peer.cidr('10.20.1.0/24'), { ports: 443 });
    web.connections.allowTo(Peer.privateEndpoint('10.244.0.9'), { ports: 443 });

    expect(problems(web)).toEqual([
      "[shop/web] 'peer' (10.244.3.0/24) lies in 10.244.0.0/16, the addresses of pods, which Cilium never matches by address. Connect to the workload, its namespace, or Peer.pods(…). (connect/cilium-range)",
      "[shop/web] 'peer' (10.20.1.0/24) lies in 10.20.0.0/22, the addresses of nodes, which Cilium never matches by address. Connect to the workload, its namespace, or Peer.pods(…); for an endpoint in a subnet of nodes write Peer.privateEndpoint(…). (connect/cilium-range)",
      expect.stringContaining('(10.244.0.9/32) lies in 10.244.0.0/16'),
    ]);
  });

  it('pass under Cilium where they are wider, elsewhere, planned later, or an endpoint among nodes', () => {
    const network = {
      policyEngine: 'cilium',
      podCidr: '10.244.0.0/16',
      podSubnetCidrs: ['${TfToken[TOKEN.1]}'],
    } as const;
    const web = new FakeWorkload(chart('shop', cluster(network)), 'web');
    for (const peer of [
      Peer.cidr('10.0.0.0/8'),
      Peer.cidr('192.168.4.0/24'),
      Peer.cidr('${TfToken[TOKEN.2]}'),
      Peer.cidr('fd00::/64'),
      Peer.privateEndpoint('10.20.1.4'),
      Peer.internet(),
    ])
      web.connections.allowTo(peer, { ports: 443 });

    expect(problems(web)).toEqual([]);
  });

  it('pass under other engines', () => {
    const web = new FakeWorkload(chart('shop', cluster({ podCidr: '10.244.0.0/16' })), 'web');
    web.connections.allowTo(Peer.cidr('10.244.3.0/24'), { ports: 443 });

    expect(problems(web)).toEqual([]);
  });

  it('may leave nothing out for Windows pods under the Azure engine', () => {
    const scope = chart('shop', cluster({ policyEngine: 'azure' }));
    const web = new FakeWorkload(scope, 'web', { placement: { os: 'windows' } });
    web.connections.allowTo(Peer.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] }), { ports: 443 });

    expect(problems(web)).toEqual([
      "[shop/web] 'except' (10.1.0.0/16) leaves out parts of a range, which the Azure policy engine does not do for Windows pods. List the ranges that are meant, one Peer.cidr for each. (connect/windows-except)",
    ]);
  });
});
