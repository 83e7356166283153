import { Construct } from 'constructs';
import type { ICluster, INodePool, Placement } from '../../core/contracts';
import { invalid, pathOf, Problems } from '../../core/errors';
import type { ISubnet } from '../network/contracts';
import type { PoolSize } from '../network/demand';
import type { AddressUse } from './address-use';
import { poolPlacement } from './placement';
import type { PoolNames } from './pool-names';
import type { PoolPart } from './pool-render';
import { type PoolRequest, resolvePool } from './pool-resolve';
import type { PoolContext, PoolSpec } from './pool-spec';

/** What a cluster lends to its pools. */
export interface PoolHost {
  readonly cluster: ICluster;
  readonly context: PoolContext;
  readonly names: PoolNames;
  readonly addresses: AddressUse;
}

/** What the pool of the cluster itself and all others share: props resolved, names taken, addresses asked for. */
export abstract class AnyNodePool extends Construct implements INodePool {
  /** Name in the program, and Azure's but for the digit of a zone. */
  readonly poolName: string;
  readonly cluster: ICluster;
  /** @internal */
  protected readonly spec: PoolSpec;
  /** The pools of Azure's that make it up. */
  protected parts: readonly PoolPart[];

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    request: PoolRequest,
    /** @internal */
    protected readonly host: PoolHost,
  ) {
    super(scope, unusedId(scope, id));
    const problems = new Problems(this);
    const spec = resolvePool(id, request, host.context, problems);
    host.names.claim(request.props.name ?? id, this, problems);
    problems.throwIfAny();
    this.spec = spec as PoolSpec;
    this.cluster = host.cluster;
    this.poolName = this.spec.poolName;
    this.parts = [this.part(this.poolName, this.spec.zones, this.spec.scale)];
    host.addresses.add({ subnet: this.spec.subnet, podSubnet: this.spec.podSubnet, sizes: () => this.sizes() });
  }

  /** Nodes at the least: the autoscaler's bound or the fixed count, over all zones. */
  get minCount(): number {
    return this.spec.scale.min;
  }

  /** Nodes at the most: the autoscaler's bound or the fixed count, over all zones. */
  get maxCount(): number {
    return this.spec.scale.max;
  }

  get vmSize(): string {
    return this.spec.size.name;
  }

  get maxPods(): number {
    return this.spec.maxPods;
  }

  get zones(): readonly string[] {
    return [...this.spec.zones];
  }

  get placement(): Placement {
    return poolPlacement(this.spec);
  }

  /** Azure's names of the pools that make this one up. */
  get azureNames(): readonly string[] {
    return this.parts.map((part) => part.name);
  }

  /** @internal The subnet of the nodes, and that of the pods where it is another. */
  get subnets(): readonly ISubnet[] {
    return [this.spec.subnet, ...(this.spec.podSubnet ? [this.spec.podSubnet] : [])];
  }

  /** @internal Groups whose resource groups the cluster's identity must be able to change (ID17, ID18). */
  get capacityGroups(): readonly string[] {
    return [this.spec.capacityReservationGroupId, this.spec.hostGroupId].filter((id) => id !== undefined);
  }

  /** @internal */
  protected part(name: string, zones: readonly string[], scale: PoolPart['scale']): PoolPart {
    return { name, zones, scale, temporaryName: this.host.names.temporary(name, this.spec.os, this) };
  }

  private sizes(): readonly PoolSize[] {
    return this.parts.map(({ name, scale }) => ({
      name,
      max: scale.max,
      surge: this.spec.upgradeSettings?.maxSurge,
      maxPods: this.spec.maxPods,
      rotates: true,
    }));
  }
}

function unusedId(scope: Construct, id: string): string {
  const other = scope.node.tryFindChild(id);
  if (other === undefined) return id;
  throw invalid(scope, {
    property: 'id',
    value: id,
    rule: `is the id of ${pathOf(other)} already`,
    fix: 'Give each pool of a cluster an id of its own',
    code: 'pool/duplicate-name',
  });
}
