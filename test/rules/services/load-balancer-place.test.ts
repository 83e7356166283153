import { worldOf } from '../../../lib/analysis/world';
import { formatField } from '../../../lib/artifact/field-path';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { cluster } from '../../../lib/rules/sample';
import { service } from '../../../lib/rules/services/examples';
import { loadBalancerPlace } from '../../../lib/rules/services/load-balancer-place';

const PREFIX = 'service.beta.kubernetes.io/azure-load-balancer';
const NETWORK = '${azurerm_virtual_network.shop.name}';
const subnet = (name: string, range: string, network = NETWORK) => ({
  name,
  address_prefixes: [range],
  virtual_network_name: network,
});

interface Place {
  readonly network?: string;
  readonly services?: string;
  readonly own?: string;
}

function place({ network = NETWORK, services = 'services', own = '${azurerm_subnet.nodes.id}' }: Place = {}): string {
  return cluster({
    system: { vnet_subnet_id: own },
    more: {
      azurerm_virtual_network: { shop: { name: 'shop', address_space: ['10.20.0.0/16'] } },
      azurerm_subnet: {
        nodes: subnet('nodes', '10.20.0.0/22', network),
        services: subnet(services, '10.20.4.0/24', network),
      },
    },
  });
}

function judged(annotations: string, terraform = place(), fields = ''): readonly string[] {
  const content = service(
    `type: LoadBalancer${fields}`,
    `${PREFIX}-internal: 'true'${annotations && `, ${annotations}`}`,
  );
  const files = [
    { path: 'cart.yaml', content },
    { path: 'cdk.tf.json', content: terraform },
  ];
  return [...loadBalancerPlace.check(worldOf(readArtifacts(files)))].map((answer) =>
    answer.verdict === 'finding' ? `${formatField(answer.field)}: ${answer.detail}` : answer.verdict,
  );
}

describe('services/load-balancer-place', () => {
  it('tells a subnet that the network of the nodes has not, with what may be meant', () => {
    const field = `metadata.annotations['${PREFIX}-internal-subnet']`;
    expect(judged(`${PREFIX}-internal-subnet: service`)).toEqual([
      `${field}: asks for an address in subnet 'service', which its network does not have; its network has 'services'`,
    ]);
    expect(judged(`${PREFIX}-internal-subnet: frontends`)).toEqual([
      `${field}: asks for an address in subnet 'frontends', which its network does not have`,
    ]);
  });

  it('tells an address that its subnet has not, or that Azure keeps', () => {
    const field = `metadata.annotations['${PREFIX}-ipv4']`;
    const inServices = `${PREFIX}-internal-subnet: services`;
    expect(judged(`${inServices}, ${PREFIX}-ipv4: 10.20.5.10`)).toEqual([
      `${field}: asks for 10.20.5.10, and subnet 'services' is 10.20.4.0/24`,
    ]);
    expect(judged(`${inServices}, ${PREFIX}-ipv4: 10.20.4.3`)).toEqual([
      `${field}: asks for 10.20.4.3, which Azure keeps to itself in subnet 'services'`,
    ]);
    expect(judged(`${PREFIX}-ipv4: 10.20.4.10`)).toEqual([
      `${field}: asks for 10.20.4.10, and subnet 'nodes' is 10.20.0.0/22`,
    ]);
    expect(judged('', place(), ', loadBalancerIP: 10.20.3.255')).toEqual([
      "spec.loadBalancerIP: asks for 10.20.3.255, which Azure keeps to itself in subnet 'nodes'",
    ]);
  });

  it('is content with a place that is there, and with one that Azure chooses', () => {
    expect(judged(`${PREFIX}-internal-subnet: services, ${PREFIX}-ipv4: 10.20.4.10`)).toEqual(['compliant']);
    expect(judged(`${PREFIX}-ipv4: 10.20.3.254`)).toEqual(['compliant']);
    expect(judged('')).toEqual(['not-applicable']);
  });

  it('does not know where the network, or the name of one of its subnets, is not told', () => {
    const wish = `${PREFIX}-internal-subnet: frontends`;
    expect(judged(wish, place({ network: 'somebody-elses' }))).toEqual(['unknown']);
    expect(judged(wish, place({ services: '${var.services}' }))).toEqual(['unknown']);
    expect(judged(wish, place({ own: '${var.nodes}' }))).toEqual(['unknown']);
  });
});
