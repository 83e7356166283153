import type { Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { IScaler } from '../scaling/contracts';
import type { IWorkload } from './contracts';
import type { Spread } from './spread';

/** How many pods a service has, and how they are balanced. */
export interface Balance {
  readonly scale: IScaler;
  readonly spread: Spread;
}

/** Adds a service with fewer pods than zones, and lists what is accepted on purpose in every report. */
export function checkBalance(service: IWorkload, balance: Balance, problems: Problems): void {
  const zones = service.placement?.zones ?? [];
  acknowledgeSpread(service, balance, zones.length);
  const { min } = balance.scale;
  if (zones.length < 2 || min >= zones.length || balance.spread.acceptedReason !== undefined) return;
  problems.add({
    property: 'scale.min',
    value: min,
    rule: `is below the number of zones of its pools (${zones.length}), so that a zone has no pod`,
    fix: `Write ${zones.length} or more, or accept it with spread: Spread.zones({ acceptFewerReplicas: 'why' })`,
    code: 'workload/fewer-replicas-than-zones',
  });
}

/** Each risk by its rule, as far as there is one. */
function acknowledgeSpread(service: IWorkload, { scale, spread }: Balance, zones: number): void {
  const reason = spread.acceptedReason;
  if (reason === undefined) return;
  const isSingle = scale.max === 1;
  const isSpread = spread.zoneRule !== undefined;
  const accepted = {
    'availability/one-replica': isSingle && service.serviceName !== undefined && !scale.ownsReplicas,
    'zones/no-spread': !isSingle && !isSpread && zones > 1,
    'zones/fewer-replicas-than-zones': !isSingle && isSpread && zones > scale.min && scale.min > 0,
  };
  for (const [rule, isAccepted] of Object.entries(accepted)) {
    if (isAccepted) joinOf(service)?.acknowledge({ path: (service.manifestOwner ?? service).node.path, rule, reason });
  }
}
