import { KubernetesClusterNodePool } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import { invalid, Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { overrideProperty, type OverrideOptions, setProperty } from '../override';
import { AnyNodePool, type PoolHost } from './any-node-pool';
import { checkPool } from './pool-checks';
import { poolNameType } from './pool-names';
import { ignoredChanges, nodePoolArguments, type PoolPart } from './pool-render';
import type { PoolRequest } from './pool-resolve';
import { type ResolvedScale, splitScale } from './pool-scale';

/** Waits for what the nodes need of their subnet: routes, gateways, and the cluster's right to join it. */
export type PoolDependencies = () => readonly string[];

/** A node pool besides the cluster's first; made by `cluster.addNodePool` and its siblings. */
export class NodePool extends AnyNodePool {
  private resources: readonly KubernetesClusterNodePool[];
  private idsWereRead = false;
  private readonly overrides: (readonly [property: string, value: unknown])[] = [];

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    request: PoolRequest,
    host: PoolHost,
    private readonly dependencies: PoolDependencies,
  ) {
    super(scope, id, request, host);
    this.resources = [this.create('Resource', this.parts[0] as PoolPart)];
  }

  /** Late: Azure's ids of the pools that make this one up. Read them after `perZone()`. */
  get nodePoolIds(): readonly string[] {
    this.idsWereRead = true;
    return this.resources.map((resource) => resource.id);
  }

  /**
   * Makes one pool for each zone: the autoscaler can't choose a zone inside a pool that has several. Minimum and maximum
   * are totals and are split over the zones, at least one node each; the names end in the digit of the zone.
   * Calling it again changes nothing.
   *
   * @throws CdkAksError `pool/per-zone-zones` without zones, `pool/per-zone-scale` with fewer nodes than zones at the
   * least, `name/azure` when a name has no room for the digit, `pool/per-zone-late` after `nodePoolIds` was read
   */
  perZone(): this {
    if (this.parts.length > 1 || this.isOfOneZone()) return this;
    const names = this.spec.zones.map((zone) => `${this.poolName}${zone}`);
    const scales = splitScale(this.spec.scale, this.spec.zones.length);
    this.checkPerZone(names, scales.at(-1));

    this.node.tryRemoveChild('Resource');
    this.parts = this.spec.zones.map((zone, index) =>
      this.part(names[index] as string, [zone], scales[index] as PoolPart['scale']),
    );
    this.resources = this.parts.map((part) => this.create(part.zones[0] as string, part));
    for (const [property, value] of this.overrides) {
      for (const resource of this.resources) setProperty(resource, property, value);
    }
    return this;
  }

  /**
   * Sets a property of the rendered pool past the typed surface, in Terraform's own words: `fips_enabled`. With `perZone()`
   * it holds in every zone.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resources[0] as KubernetesClusterNodePool, property, value, options);
    this.overrides.push([property, value]);
    for (const resource of this.resources.slice(1)) setProperty(resource, property, value);
  }

  private isOfOneZone(): boolean {
    return this.parts[0]?.name !== this.poolName;
  }

  private create(id: string, part: PoolPart): KubernetesClusterNodePool {
    const { context, cluster } = this.host;
    const ignoreChanges = ignoredChanges(part.scale, context);
    const resource = new KubernetesClusterNodePool(this, id, {
      ...nodePoolArguments(this.spec, part, context),
      kubernetesClusterId: cluster.clusterId,
      lifecycle: ignoreChanges.length > 0 ? { ignoreChanges } : undefined,
    });
    resource.dependsOn = Lazy.listValue({ produce: () => [...this.dependencies()] }, { omitEmpty: true });
    return fixAddress(resource);
  }

  /** @param least the part with the fewest nodes */
  private checkPerZone(names: readonly string[], least: ResolvedScale | undefined): void {
    const problems = new Problems(this);
    const { zones, scale, os } = this.spec;
    if (this.idsWereRead) {
      throw invalid(this, {
        property: 'perZone',
        rule: "comes after 'nodePoolIds' was read, which named a pool that is gone now",
        fix: 'Call perZone() where the pool is added',
        code: 'pool/per-zone-late',
      });
    }
    if (zones.length === 0) {
      problems.add({
        property: 'zones',
        rule: 'names none, and perZone() makes a pool for each',
        fix: "Set zones of the pool or the cluster, such as ['1', '2', '3']",
        code: 'pool/per-zone-zones',
      });
    }
    if (scale.min < zones.length) {
      problems.add({
        property: scale.autoscaled ? 'scale.min' : 'scale.count',
        value: scale.min,
        rule: `is below the number of zones (${zones.length}), and a pool at zero has no zone that the autoscaler could see`,
        fix: `Write at least ${zones.length}: totals are split over the zones`,
        code: 'pool/per-zone-scale',
      });
    } else if (least) {
      const part = new Problems(this);
      checkPool({ ...this.spec, scale: least }, this.host.context, part);
      for (const problem of part.all) problems.add({ ...problem, rule: `${problem.rule}, in each zone by itself` });
    }
    for (const name of names) {
      if (problems.attempt('name', () => azureName(poolNameType(os), name)) === undefined) break;
      this.host.names.claim(name, this, problems);
    }
    problems.throwIfAny();
  }
}
