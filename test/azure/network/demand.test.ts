import fc from 'fast-check';
import {
  largestNodeCount,
  nodeDemand,
  overlayPodCidrNodes,
  podDemand,
  type PoolSize,
  surgeNodes,
} from '../../../lib/azure/network/demand';

const pool = (props: Partial<PoolSize> = {}): PoolSize => ({
  name: 'apps',
  max: 30,
  surge: '33%',
  maxPods: 30,
  rotates: true,
  ...props,
});

describe('The demand of nodes', () => {
  it('counts an address for the node and one for each of its pods in a node subnet', () => {
    expect(nodeDemand({ pools: [pool()], mode: 'node-subnet' })).toEqual({
      addresses: 2170,
      arithmetic: "pool 'apps' (30 nodes + 10 surge + 30 rotating) x 31",
      waysOut: ['lower the largest number of nodes', 'lower maxPods (30)', 'use overlay networking'],
    });
  });

  it('agrees with the example of Azure: 51 nodes with 30 pods take 1,581 addresses', () => {
    const pools = [pool({ max: 50, surge: 1, rotates: false })];
    expect(nodeDemand({ pools, mode: 'node-subnet' }).addresses).toBe(1581);
  });

  it.each(['overlay', 'pod-subnet'] as const)('counts nodes alone with %s', (mode) => {
    expect(nodeDemand({ pools: [pool()], mode })).toEqual({
      addresses: 70,
      arithmetic: "pool 'apps' (30 nodes + 10 surge + 30 rotating)",
      waysOut: ['lower the largest number of nodes'],
    });
  });

  it('counts one rotating pool, the one that takes most addresses', () => {
    const pools = [pool({ name: 'many', max: 10, maxPods: 10 }), pool({ name: 'full', max: 4, maxPods: 110 })];
    expect(nodeDemand({ pools, mode: 'node-subnet' }).arithmetic).toBe(
      "pool 'many' (10 nodes + 4 surge) x 11 + pool 'full' (4 nodes + 2 surge + 4 rotating) x 111",
    );
    expect(nodeDemand({ pools, mode: 'overlay' }).arithmetic).toBe(
      "pool 'many' (10 nodes + 4 surge + 10 rotating) + pool 'full' (4 nodes + 2 surge)",
    );
  });

  it('adds the front ends of internal load balancers', () => {
    const pools = [pool({ max: 1, surge: undefined, rotates: false })];
    expect(nodeDemand({ pools, mode: 'overlay', frontends: 2 })).toMatchObject({
      addresses: 3,
      arithmetic: "pool 'apps' 1 node + 2 front ends of load balancers",
    });
  });

  it('needs nothing without pools', () => {
    expect(nodeDemand({ pools: [], mode: 'overlay' })).toMatchObject({ addresses: 0, arithmetic: '' });
  });

  it('never shrinks when a pool, a node or a pod is added', () => {
    const pools = fc.array(
      fc.record({
        name: fc.constantFrom('a', 'b', 'c'),
        max: fc.integer({ min: 1, max: 1000 }),
        surge: fc.oneof(fc.constant(undefined), fc.integer({ min: 1, max: 50 }), fc.constantFrom('1%', '33%', '100%')),
        maxPods: fc.integer({ min: 10, max: 250 }),
        rotates: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    );
    const mode = fc.constantFrom('overlay', 'node-subnet', 'pod-subnet');
    fc.assert(
      fc.property(pools, mode, (before, mode) => {
        const [first, ...rest] = before as [PoolSize, ...PoolSize[]];
        const addresses = nodeDemand({ pools: before, mode }).addresses;
        for (const after of [
          [...before, first],
          [{ ...first, max: first.max + 1 }, ...rest],
          [{ ...first, maxPods: first.maxPods + 1 }, ...rest],
        ]) {
          expect(nodeDemand({ pools: after, mode }).addresses).toBeGreaterThanOrEqual(addresses);
          expect(podDemand({ pools: after }).addresses).toBeGreaterThanOrEqual(podDemand({ pools: before }).addresses);
        }
      }),
    );
  });
});

describe('The demand of pods in a subnet of their own', () => {
  it.each([
    [30, 48],
    [8, 16],
    [9, 32],
    [110, 128],
    [250, 272],
  ])('takes batches of 16 for %d pods: %d', (maxPods, addresses) => {
    const pools = [pool({ max: 1, surge: undefined, rotates: false, maxPods })];
    expect(podDemand({ pools }).addresses).toBe(addresses);
  });

  it('takes fixed blocks that also hold the node', () => {
    const pools = [pool({ max: 2, surge: 1, rotates: false, maxPods: 31 })];
    expect(podDemand({ pools, allocation: 'static-block' })).toEqual({
      addresses: 96,
      arithmetic: "pool 'apps' (2 nodes + 1 surge) x 32",
      waysOut: ['lower the largest number of nodes', 'lower maxPods (31)', 'use overlay networking'],
    });
  });
});

describe('Surge', () => {
  it.each([
    ['33%', 30, 10],
    ['33%', 3, 1],
    ['1%', 3, 1],
    ['100%', 7, 7],
    ['10', 30, 10],
    [2, 30, 2],
    [10, 3, 3],
    [0, 30, 0],
    [undefined, 30, 0],
  ])('of %p is, on %d nodes, %d', (surge, max, nodes) => {
    expect(surgeNodes(surge, max)).toBe(nodes);
  });

  it.each(['101%', '-1', '1.5', 'all', ''])('refuses %p', (surge) => {
    expect(() => surgeNodes(surge, 3)).toThrow(
      `'surge' (${surge}) is neither a whole number of nodes nor a share from 0% to 100%. Write one such as 2 or '33%'. (pool/surge)`,
    );
  });
});

describe('The pod range of an overlay', () => {
  it.each([
    [16, 256],
    [24, 1],
    [11, 8192],
    [25, 0],
  ])('/%d serves %d nodes', (prefixLength, nodes) => {
    expect(overlayPodCidrNodes(prefixLength)).toBe(nodes);
  });

  it('must serve every node with surge and rotation', () => {
    expect(largestNodeCount([pool()])).toMatchObject({ addresses: 70 });
  });
});
