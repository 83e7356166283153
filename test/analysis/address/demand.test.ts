import { mostNodes, podSubnetDemand, subnetDemand } from '../../../lib/analysis/address/demand';

describe('addresses that pools take', () => {
  const pool = { name: 'apps', nodes: 50, surge: 1, maxPods: 30 };

  it('are nodes and pods in a flat network: 51 nodes of 31', () => {
    expect(subnetDemand([pool], 'node-subnet')).toBe(1_581);
  });

  it('are nodes alone in an overlay and beside a subnet for pods', () => {
    expect(subnetDemand([pool], 'overlay')).toBe(51);
    expect(subnetDemand([pool, pool], 'pod-subnet')).toBe(102);
    expect(mostNodes([pool, pool])).toBe(102);
  });

  it('come in batches of sixteen for pods in a subnet of their own', () => {
    expect(podSubnetDemand([{ name: 'apps', nodes: 1, surge: 0, maxPods: 8 }])).toBe(16);
    expect(podSubnetDemand([{ name: 'apps', nodes: 1, surge: 0, maxPods: 9 }])).toBe(32);
    expect(podSubnetDemand([pool])).toBe(51 * 48);
  });
});
