import fc from 'fast-check';
import { addressesOf } from '../../../lib/analysis/capacity/addresses';
import { capacityOf, strandedOf } from '../../../lib/analysis/capacity/capacity';
import { costOf } from '../../../lib/analysis/capacity/cost';
import { drainOf } from '../../../lib/analysis/zones/drain';
import { type Loss, outageOf } from '../../../lib/analysis/zones/outage';
import { regionOutage } from '../../../lib/analysis/zones/region';
import { budget, cluster, deployment, placed, statefulSet, zoneSpread } from './worlds';

/** `web: 3 before, 2 at once, 3 recovered, 2 guaranteed` */
function told(terraform: object, objects: readonly object[], lost: Loss): readonly string[] {
  const { workloads } = outageOf(placed(terraform, objects), lost);
  return workloads.map(
    ({ workload, before, atOnce, recovered, guaranteed }) =>
      `${workload.split('/').at(-1)}: ${before} before, ${atOnce} at once, ${recovered} recovered, ${guaranteed} guaranteed`,
  );
}

describe('outageOf', () => {
  it('leaves two of three where six nodes are in three zones and one goes dark', () => {
    const six = cluster({ apps: { min: 6 } });

    expect(told(six, [deployment('web', 3, zoneSpread('web'))], { zone: '2' })).toEqual([
      'web: 3 before, 2 at once, 3 recovered, 2 guaranteed',
    ]);
  });

  it('adds nodes where the autoscaler may, and none to the zone that is dark', () => {
    const small = { zones: ['1', '2', '3'], min: 3, max: 9, size: 'Standard_D2ds_v5' };
    const growing = placed(cluster({ apps: small }), [deployment('web', 3, zoneSpread('web'))]);
    const { workloads, added } = outageOf(growing, { zone: '2' });

    expect(workloads[0]).toMatchObject({ atOnce: 2, recovered: 3 });
    expect(added).toHaveLength(1);
    expect(growing.platform.nodes[added[0] ?? -1]?.labels['topology.kubernetes.io/zone']).not.toBe('westeurope-2');
  });

  it('says what is missing where nothing more fits', () => {
    const { workloads } = outageOf(
      placed(cluster({ apps: { min: 3, size: 'Standard_D2ds_v5' } }), [deployment('web', 3, zoneSpread('web'))]),
      { zone: '2' },
    );

    expect(workloads[0]?.why).toEqual(['1 of 3 ran there', '1 finds no place afterwards: 2 nodes lack CPU']);
  });

  it('never brings back a zonal disk, and does a zone-redundant one', () => {
    const lrs = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'zonal' },
      provisioner: 'disk.csi.azure.com',
      parameters: { skuName: 'Premium_LRS' },
    };
    const zrs = { ...lrs, metadata: { name: 'redundant' }, parameters: { skuName: 'Premium_ZRS' } };
    const six = cluster({ apps: { min: 6 } });

    const zonal = outageOf(placed(six, [lrs, statefulSet('db', 3, 'zonal')]), { zone: '2' });
    expect(zonal.workloads[0]).toMatchObject({ before: 3, atOnce: 2, recovered: 2 });
    expect(zonal.workloads[0]?.why).toContain('a disk of its is there, and can be used nowhere else');
    expect(outageOf(placed(six, [zrs, statefulSet('db', 3, 'redundant')]), { zone: '2' }).workloads[0]).toMatchObject({
      recovered: 3,
    });
  });

  it('tells what a node and a pool take with them', () => {
    const two = cluster({ blue: { min: 3 }, green: { min: 3 } });

    expect(told(two, [deployment('web', 6, zoneSpread('web'))], { node: 'blue-0' })[0]).toMatch(
      /^web: 6 before, 5 at once, 6/,
    );
    expect(told(two, [deployment('web', 2, { nodeSelector: { agentpool: 'blue' } })], { pool: 'blue' })).toEqual([
      'web: 2 before, 0 at once, 0 recovered, 0 guaranteed',
    ]);
  });

  it('names a NAT gateway that goes with the zone', () => {
    const terraform = cluster({ apps: { min: 3, more: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' } } }) as {
      resource: Record<string, object>;
    };
    Object.assign(terraform.resource, {
      azurerm_subnet: { nodes: { name: 'nodes', address_prefixes: ['10.0.0.0/24'] } },
      azurerm_nat_gateway: { out: { name: 'out', zones: ['2'] } },
      azurerm_subnet_nat_gateway_association: {
        nodes: { subnet_id: '${azurerm_subnet.nodes.id}', nat_gateway_id: '${azurerm_nat_gateway.out.id}' },
      },
    });
    const loss = (zone: string): readonly string[] =>
      outageOf(placed(terraform, [deployment('web', 3)]), { zone }).network;

    expect(loss('2')).toEqual(['NAT gateway azurerm_nat_gateway.out is in this zone alone: nothing calls out']);
    expect(loss('1')).toEqual([]);
  });

  it('names an address of the load balancer that goes with the zone', () => {
    const terraform = cluster(
      { apps: { min: 3 } },
      {
        network_profile: {
          network_plugin: 'azure',
          load_balancer_profile: {
            outbound_ip_address_ids: ['${azurerm_public_ip.out.id}', '${azurerm_public_ip.wide.id}'],
          },
        },
      },
    ) as { resource: Record<string, object> };
    const address = (zones: readonly string[]): object => ({ name: 'out', allocation_method: 'Static', zones });
    terraform.resource.azurerm_public_ip = { out: address(['2']), wide: address(['1', '2', '3']) };
    const loss = (zone: string): readonly string[] =>
      outageOf(placed(terraform, [deployment('web', 3)]), { zone }).network;

    expect(loss('2')).toEqual([
      'address azurerm_public_ip.out of the load balancer is in this zone alone: nothing calls out',
    ]);
    expect(loss('3')).toEqual([]);
  });

  it('names a size that it does not know, and counts its room as endless', () => {
    const { unknown, workloads } = outageOf(
      placed(cluster({ apps: { min: 3, size: 'Standard_X9' } }), [deployment('web', 3, zoneSpread('web'))]),
      { zone: '1' },
    );

    expect(unknown).toEqual(["room on nodes of pool 'apps' (Standard_X9) is not known: taken as endless"]);
    expect(workloads[0]).toMatchObject({ before: 3, atOnce: 2, recovered: 3 });
  });

  it('never leaves less where there are more nodes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 3, max: 6 }), (replicas, nodes) => {
        const objects = [deployment('web', replicas, zoneSpread('web'))];
        const recovered = (count: number): number =>
          outageOf(placed(cluster({ apps: { min: count, size: 'Standard_D2ds_v5' } }), objects), { zone: '1' })
            .workloads[0]?.recovered ?? 0;

        expect(recovered(nodes + 3)).toBeGreaterThanOrEqual(recovered(nodes));
      }),
      { numRuns: 25 },
    );
  });

  it('guarantees no more than what is left at once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        (replicas, seed, isHard) => {
          const spread = zoneSpread('web', isHard ? {} : { whenUnsatisfiable: 'ScheduleAnyway' });
          const { workloads } = outageOf(
            placed(cluster({ apps: { min: 6 } }), [deployment('web', replicas, spread)], { seed }),
            {
              zone: '3',
            },
          );

          expect(workloads[0]?.guaranteed).toBeLessThanOrEqual(workloads[0]?.atOnce ?? 0);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('outageOf of what scales', () => {
  const hpa = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      minReplicas: 3,
      maxReplicas: 9,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    },
  };

  it('tells apart what a scale-down may leave of the spread', () => {
    const objects = [deployment('web', 3, zoneSpread('web')), hpa];
    const { workloads } = outageOf(placed(cluster({ apps: { min: 6 } }), objects), { zone: '2' });

    expect(workloads[0]).toMatchObject({ before: 3, guaranteed: 2, afterScaleDown: 0 });
  });

  it('has nothing to tell of a fixed number, or of the most', () => {
    const fixed = outageOf(placed(cluster({ apps: { min: 6 } }), [deployment('web', 3, zoneSpread('web'))]), {
      zone: '2',
    });
    const objects = [deployment('web', 3, zoneSpread('web')), hpa];
    const most = outageOf(placed(cluster({ apps: { min: 6 } }), objects, { level: 'max' }), { zone: '2' });

    expect(fixed.workloads[0]).not.toHaveProperty('afterScaleDown');
    expect(most.workloads[0]).not.toHaveProperty('afterScaleDown');
  });
});

describe('regionOutage', () => {
  it('leaves nothing of the clusters in a region, and says where else a workload runs', () => {
    const here = placed(cluster({ apps: {} }), [deployment('web', 3)]);
    const there = placed(cluster({ apps: {} }, { location: 'northeurope' }), [deployment('web', 2)]);
    const outages = regionOutage(
      [
        { cluster: 'weu', placed: here },
        { cluster: 'neu', placed: there },
      ],
      'westeurope',
    );

    expect(
      outages.map(({ outage }) => outage.workloads.map(({ before, atOnce, why }) => [before, atOnce, why])),
    ).toEqual([[[3, 0, ['runs in neu too']]], [[2, 2, []]]]);
  });
});

describe('drainOf', () => {
  const six = cluster({ apps: { min: 6, max: 7 } });

  it('moves pods as their budget lets them', () => {
    const world = placed(six, [deployment('web', 3, zoneSpread('web')), budget('web', { maxUnavailable: 1 })]);

    expect(drainOf(world, 'apps')).toMatchObject({
      blocked: [],
      surge: 1,
      workloads: [{ workload: 'shop/Deployment/web', before: 3, fewest: 2, after: 3 }],
    });
  });

  it('stops at a budget that lets none go', () => {
    const world = placed(six, [deployment('web', 3, zoneSpread('web')), budget('web', { maxUnavailable: 0 })]);
    const { blocked } = drainOf(world, 'apps');

    expect(blocked).toHaveLength(1);
    expect(blocked[0]).toMatchObject({ workload: 'shop/Deployment/web', budget: 'PodDisruptionBudget web' });
  });
});

describe('capacityOf', () => {
  it('tells how full pools are, and who finds no node', () => {
    const { pools, waiting } = capacityOf(
      placed(cluster({ apps: { min: 3, size: 'Standard_D2ds_v5' } }), [deployment('web', 5)]),
    );

    expect(pools.find(({ pool }) => pool === 'apps')).toMatchObject({ nodes: 3, maxNodes: 3, pods: 3, isFull: true });
    expect(waiting).toEqual([{ workload: 'shop/Deployment/web', pods: 2 }]);
  });

  it('strands what the mix of pods can no longer use', () => {
    expect(strandedOf({ cpu: 4000, memory: 0 }, { cpu: 1000, memory: 1e9 })).toEqual({ cpu: 4000, memory: 0 });
    expect(strandedOf({ cpu: 2000, memory: 4e9 }, { cpu: 1000, memory: 1e9 })).toEqual({ cpu: 0, memory: 2e9 });
    expect(strandedOf({ cpu: 2000, memory: 4e9 }, { cpu: 0, memory: 0 })).toEqual({ cpu: 0, memory: 0 });
  });
});

describe('costOf', () => {
  it('counts what is known, and names what is not', () => {
    const spot = { more: { priority: 'Spot' } };
    const { pools, atMin, unknown, pricesOf } = costOf(placed(cluster({ apps: {}, spot }), []), 'westeurope');
    const [system] = pools;

    expect(pricesOf).toBe('2026-06');
    expect(system).toMatchObject({ pool: 'system', size: 'Standard_D4ds_v5' });
    expect(system?.atMin).toBeCloseTo((system?.perHour ?? 0) * 730 * 3);
    expect(pools.find(({ pool }) => pool === 'spot')).toMatchObject({ atMin: undefined, atMax: undefined });
    expect(atMin).toBeCloseTo((system?.atMin ?? 0) * 2);
    expect(unknown).toContain("pool 'spot' (Standard_D4ds_v5): prices of spot machines change by the hour");
  });

  it('knows no price in a region that the data lacks', () => {
    const { atMax, unknown } = costOf(placed(cluster({}), []), 'atlantis');

    expect(atMax).toBe(0);
    expect(unknown).toContain("pool 'system' (Standard_D4ds_v5): no price of this size in atlantis is known");
  });
});

describe('addressesOf', () => {
  it('counts a /24 of the overlay for each node, at each size', () => {
    const { nodes } = placed(cluster({ apps: { min: 3, max: 9 } }), []);

    expect(addressesOf(nodes.view).uses).toEqual([
      {
        of: 'pod_cidr',
        range: '10.244.0.0/16',
        usable: 65_536,
        atMin: 6 * 256,
        atMax: 12 * 256,
        withSurge: 14 * 256,
        rotating: 23 * 256,
      },
    ]);
  });
});
