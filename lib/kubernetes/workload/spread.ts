import { InvalidValue } from '../../core/errors';
import type { coreV1 } from '../api';

export interface ZoneSpreadOptions {
  /**
   * `false` lets the scheduler put pods anywhere when a zone is full; they may then all sit in the zone that goes dark.
   * @default true
   */
  readonly enforce?: boolean;
  /**
   * Most pods that one zone may have above another, from 1.
   * @default 1
   */
  readonly maxSkew?: number;
  /**
   * Why fewer pods than zones will do, a single one among them; listed in every report.
   * @default - the workload must have at least a pod for each zone of its pools
   */
  readonly acceptFewerReplicas?: string;
}

/** How pods are balanced over zones. Over the nodes of a zone they are always balanced as far as possible. */
export class Spread {
  /** Evenly over all zones. @throws InvalidValue where `maxSkew` is no whole number from 1 (spread/max-skew) */
  static zones(options: ZoneSpreadOptions = {}): Spread {
    const { enforce = true, maxSkew = 1, acceptFewerReplicas } = options;
    if (!Number.isSafeInteger(maxSkew) || maxSkew < 1) {
      throw new InvalidValue({
        property: 'maxSkew',
        value: maxSkew,
        rule: 'is not a whole number from 1',
        fix: 'Write 1 for even balance',
        code: 'spread/max-skew',
      });
    }
    return new Spread({ enforce, maxSkew }, acceptFewerReplicas);
  }

  /**
   * Not over zones at all.
   * @param options.reason why a zone may take all of it down, and of a single pod why one will do; listed in every report
   */
  static none(options: { readonly reason: string }): Spread {
    return new Spread(undefined, options.reason);
  }

  private constructor(
    readonly zoneRule: { readonly enforce: boolean; readonly maxSkew: number } | undefined,
    /** Why fewer pods than zones are accepted. */
    readonly acceptedReason: string | undefined,
  ) {}
}

export interface SpreadFacts {
  /** Labels that select the pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Zones in which the pods may run; undefined where nothing is known of them. */
  readonly zones: readonly string[] | undefined;
  /** True where a pod may run on a node without a zone, so that a hard constraint would keep it from there. */
  readonly onVirtualNodes: boolean;
  /**
   * Counts each revision apart, so that a rollout ends as balanced as it began. Only for Deployments: with it, a
   * StatefulSet whose volumes are bound to zones keeps pods Pending for good.
   */
  readonly perRevision: boolean;
}

/** Constraints over zones, where there are several, and over nodes. */
export function spreadConstraints(spread: Spread, facts: SpreadFacts): readonly coreV1.TopologySpreadConstraint[] {
  const { podLabels, zones, onVirtualNodes, perRevision } = facts;
  const over = (topologyKey: string, maxSkew: number, enforce: boolean): coreV1.TopologySpreadConstraint => ({
    maxSkew,
    topologyKey,
    whenUnsatisfiable: enforce && !onVirtualNodes ? 'DoNotSchedule' : 'ScheduleAnyway',
    labelSelector: { matchLabels: podLabels },
    // Without this, the tainted system node of a zone counts as a place that is merely empty and holds pods back.
    nodeTaintsPolicy: 'Honor',
    ...(perRevision ? { matchLabelKeys: ['pod-template-hash'] } : {}),
  });
  const { zoneRule } = spread;
  const overZones = zoneRule !== undefined && (zones === undefined || zones.length > 1);
  return [
    ...(overZones ? [over('topology.kubernetes.io/zone', zoneRule.maxSkew, zoneRule.enforce)] : []),
    over('kubernetes.io/hostname', 1, false),
  ];
}
