import { App } from 'cdk8s';
import { Duration } from '../../../lib/core/duration';
import { Frontend } from '../../../lib/kubernetes/expose/frontend';
import { LoadBalancer, type LoadBalancerProps } from '../../../lib/kubernetes/expose/load-balancer';
import { kubernetesProblems } from '../../support/conformance';
import { chart, cluster, FakeWorkload, object, objects, port } from '../connect/world';
import { Microservice } from '../../../lib/kubernetes/workload/microservice';
import { deployment, messageOf, plainNamespace, SMALL } from '../workload/world';

const ANNOTATION = 'service.beta.kubernetes.io/azure';

function world({ ports = [port('amqp', 5672)] } = {}) {
  const prod = cluster();
  const app = new App();
  const shop = chart('shop', prod, app);
  return { prod, app, shop, broker: new FakeWorkload(shop, 'broker', { ports }) };
}

function balanced(props: Partial<LoadBalancerProps> = {}, places = world()) {
  const { shop, broker } = places;
  new LoadBalancer(shop, 'broker-lb', {
    to: broker,
    frontend: Frontend.internal(),
    allowFrom: ['10.0.0.0/8'],
    ...props,
  });
  return { ...places, service: object(shop, 'Service') };
}

describe('LoadBalancer', () => {
  it('answers in the network, keeps the address of callers, and opens the pods to those who may call', () => {
    const { shop, service } = balanced({
      frontend: Frontend.internal({ subnet: 'services', address: '10.20.4.10' }),
      allowFrom: ['10.0.0.0/8', '192.168.4.0/24'],
      nodeProbe: { interval: Duration.seconds(10), failures: 3 },
      idleTimeout: Duration.minutes(30),
    });

    expect(service).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'broker-lb',
        namespace: 'shop',
        annotations: {
          [`${ANNOTATION}-load-balancer-internal`]: 'true',
          [`${ANNOTATION}-load-balancer-internal-subnet`]: 'services',
          [`${ANNOTATION}-load-balancer-ipv4`]: '10.20.4.10',
          [`${ANNOTATION}-load-balancer-health-probe-interval`]: '10',
          [`${ANNOTATION}-load-balancer-health-probe-num-of-probe`]: '3',
          [`${ANNOTATION}-load-balancer-tcp-idle-timeout`]: '30',
        },
      },
      spec: {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        loadBalancerSourceRanges: ['10.0.0.0/8', '192.168.4.0/24'],
        selector: { 'app.kubernetes.io/name': 'broker' },
        ports: [{ name: 'amqp', port: 80, targetPort: 'amqp', protocol: 'TCP' }],
      },
    });
    expect(object(shop, 'NetworkPolicy').spec.ingress).toEqual(
      ['10.0.0.0/8', '192.168.4.0/24'].map((cidr) => ({
        from: [{ ipBlock: { cidr } }],
        ports: [{ port: 'amqp', protocol: 'TCP' }],
      })),
    );
    for (const one of objects(shop)) expect(kubernetesProblems(one, '1.35')).toEqual([]);
  });

  it('answers on the internet at an address that exists, for all ports or some', () => {
    const places = world({ ports: [port('amqp', 5672), port('stream', 5552), port('admin', 15672)] });
    const { shop, service } = balanced(
      {
        frontend: Frontend.public({ publicIp: 'broker-ip', resourceGroup: 'addresses', dnsLabel: 'contoso-broker' }),
        allowFrom: 'internet',
        ports: ['amqp', 5552],
      },
      places,
    );

    expect(service.metadata.annotations).toEqual({
      [`${ANNOTATION}-pip-name`]: 'broker-ip',
      [`${ANNOTATION}-load-balancer-resource-group`]: 'addresses',
      [`${ANNOTATION}-dns-label-name`]: 'contoso-broker',
    });
    expect(service.spec.loadBalancerSourceRanges).toBeUndefined();
    expect((service.spec.ports as { name: string }[]).map(({ name }) => name)).toEqual(['amqp', 'stream']);
    expect(object(shop, 'NetworkPolicy').spec.ingress).toEqual([
      {
        from: [{ ipBlock: expect.objectContaining({ cidr: '0.0.0.0/0' }) as unknown }],
        ports: [
          { port: 'amqp', protocol: 'TCP' },
          { port: 'stream', protocol: 'TCP' },
        ],
      },
    ]);
    expect(balanced({ frontend: Frontend.public() }).service.metadata.annotations).toBeUndefined();
  });

  it('selects the pods of a workload by one label more than the Service inside the cluster', () => {
    const shop = plainNamespace();
    const web = new Microservice(shop, 'web', { ...SMALL, port: 8080 });
    new LoadBalancer(shop, 'web-lb', { to: web, frontend: Frontend.internal(), allowFrom: ['10.0.0.0/8'] });

    const { selector } = object(shop, 'Service', 'web-lb').spec;
    expect(selector).toEqual({ 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/managed-by': 'cdk-aks' });
    expect(deployment(shop).template.metadata?.labels).toMatchObject(selector as Record<string, string>);
  });

  it('tells what can not be, all at once', () => {
    const at = '[shop/broker-lb]';
    expect(
      messageOf(() =>
        balanced({
          allowFrom: 'internet',
          ports: ['amqps'],
          nodeProbe: { interval: Duration.seconds(60), failures: 3 },
          idleTimeout: Duration.hours(2),
        }),
      ).split('\n'),
    ).toEqual([
      `${at} 'allowFrom' (internet) can never reach an internal address. Name the ranges that may call, such as ['10.0.0.0/8'], or use Frontend.public(). (expose/internal-open)`,
      `${at} 'nodeProbe' (3 times every 60 s) is none that Azure takes: from 5 whole seconds, 2 times or more, and 120 s together at most. Ask less often, or fewer times. (expose/node-probe)`,
      `${at} 'idleTimeout' (2h) is not within 4 to 100 whole minutes. Write Duration.minutes(30), or let clients send keep-alives. (expose/idle-timeout)`,
      `${at} 'ports' (amqps) is no port of this workload: amqp (5672). Did you mean 'amqp'? (port/unknown)`,
    ]);
    expect(messageOf(() => balanced({ allowFrom: [] }))).toBe(
      `${at} 'allowFrom' is empty, which Azure takes for everybody. Name the ranges that may call, or write 'internet'. (expose/nobody)`,
    );
    expect(messageOf(() => balanced({ allowFrom: ['10.0.0.1/8'] }))).toContain('(cidr/');
  });

  it('refuses a workload that it can not send to', () => {
    const { prod, app, shop } = world();
    const create = (to: FakeWorkload, id = 'lb') =>
      messageOf(() => new LoadBalancer(shop, id, { to, frontend: Frontend.internal(), allowFrom: ['10.0.0.0/8'] }));
    const silent = new FakeWorkload(shop, 'silent');
    Object.assign(silent, { serviceName: undefined });
    expect(create(silent)).toBe(
      "[shop/lb] 'to' (silent) has no port in a Service that a load balancer could send to. Give the workload a port. (expose/no-service)",
    );
    expect(create(new FakeWorkload(chart('other', prod, app), 'web', { ports: [port('http', 80)] }), 'lb-2')).toBe(
      "[shop/lb-2] 'to' (web) is in namespace 'other', and a Service sends to pods of its own namespace. Create the load balancer in the namespace of the workload. (expose/other-namespace)",
    );
    const far = new FakeWorkload(shop, 'far', { ports: [port('http', 80)], placement: { virtual: true } });
    expect(create(far, 'lb-3')).toBe(
      "[shop/lb-3] 'to' (far) runs on virtual nodes alone, which no load balancer reaches that keeps the address of the caller. Run it on a pool, and let only its burst go to virtual nodes. (expose/virtual-nodes)",
    );
    Object.assign(far, { serviceName: 'lb-4', placement: undefined });
    expect(create(far, 'lb-4')).toBe(
      "[shop/lb-4] 'id' (lb-4) is also the name of the Service that callers inside the cluster use. Choose another id, such as 'lb-4-lb'. (expose/service-name)",
    );
  });
});

describe('Frontend', () => {
  it('takes names of Azure, and no ids', () => {
    expect(messageOf(() => Frontend.internal({ subnet: '/subscriptions/s/subnets/services', address: 'any' }))).toBe(
      "'subnet' (/subscriptions/s/subnets/services) is not a name of Azure. Write its name: 'services'. (expose/azure-name)\n" +
        "'address' (any) is not an IPv4 address. Write one of the subnet, such as '10.20.4.10'. (expose/address)",
    );
    expect(messageOf(() => Frontend.public({ resourceGroup: 'addresses' }))).toBe(
      "'resourceGroup' (addresses) is given without the name of a public IP address in it. Write publicIp: '…', or leave out the group. (expose/no-public-ip)",
    );
    expect(messageOf(() => Frontend.public({ publicIp: 'no good', dnsLabel: 'Shop' })).split('\n')).toEqual([
      "'publicIp' (no good) is not a name of Azure. Write the name as Azure shows it. (expose/azure-name)",
      expect.stringContaining('(name/dns-1035-label)'),
    ]);
  });
});
