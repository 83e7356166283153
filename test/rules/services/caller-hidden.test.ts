import { callerHidden } from '../../../lib/rules/services/caller-hidden';
import { service } from '../../../lib/rules/services/examples';
import { cluster, documents, object, workload } from '../../../lib/rules/sample';
import { worldOf } from '../../../lib/analysis/world';
import { formatField } from '../../../lib/artifact/field-path';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';

const policy = (from: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'cart', [
    'spec:',
    '  podSelector: { matchLabels: { app: cart } }',
    '  policyTypes: [Ingress]',
    `  ingress: [{ from: [${from}] }]`,
  ]);
const nodesAt = (range: string, subnet = '${azurerm_subnet.nodes.id}'): string =>
  cluster({
    system: { vnet_subnet_id: subnet },
    more: { azurerm_subnet: { nodes: { name: 'nodes', address_prefixes: [range] } } },
  });

function judged(from: string, nodes = nodesAt('10.20.0.0/22'), fields = 'type: LoadBalancer'): readonly string[] {
  const content = documents(workload('cart'), policy(from), service(fields));
  const files = [
    { path: 'cart.yaml', content },
    { path: 'cdk.tf.json', content: nodes },
  ];
  return [...callerHidden.check(worldOf(readArtifacts(files)))].map((answer) =>
    answer.verdict === 'finding' ? `${formatField(answer.field)}: ${answer.detail}` : answer.verdict,
  );
}

describe('services/caller-hidden', () => {
  it('points at the policy of traffic, where that is written', () => {
    const detail = "sends calls with the address of a node to 'cart', whose policies admit callers by address";
    expect(judged('{ ipBlock: { cidr: 192.168.0.0/16 } }')).toEqual([`spec.type: ${detail}`]);
    expect(
      judged('{ ipBlock: { cidr: 192.168.0.0/16 } }', undefined, 'type: LoadBalancer, externalTrafficPolicy: Cluster'),
    ).toEqual([`spec.externalTrafficPolicy: ${detail}`]);
  });

  it('tells the whole internet without private ranges too, which nodes are not in', () => {
    expect(judged('{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }')).toHaveLength(1);
  });

  it('is content where nodes are admitted, and has nothing to say of pods that nobody closes by address', () => {
    expect(judged('{ ipBlock: { cidr: 10.0.0.0/8 } }')).toEqual(['compliant']);
    expect(judged('{ podSelector: {} }')).toEqual(['not-applicable']);
    expect(judged('{ ipBlock: { cidr: 192.168.0.0/16 } }', undefined, 'type: ClusterIP')).toEqual(['not-applicable']);
  });

  it('does not know where the subnet of some pool is not told', () => {
    expect(judged('{ ipBlock: { cidr: 192.168.0.0/16 } }', nodesAt('10.20.0.0/22', '${var.subnet}'))).toEqual([
      'unknown',
    ]);
    expect(judged('{ ipBlock: { cidr: 192.168.0.0/16 } }', nodesAt('${var.range}'))).toEqual(['unknown']);
  });
});
