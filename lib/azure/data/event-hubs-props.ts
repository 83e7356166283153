import type { IConstruct } from 'constructs';
import type { Duration } from '../../core/duration';
import { type Problem, Problems } from '../../core/errors';
import { publicRanges } from '../network-rules';
import { type Place, type PlaceProps, resolvePlace } from '../place';
import { checkChoice, checkWhole } from './choice';
import { messagingName } from './messaging-name';
import type { ProtectionProps } from './protection';

export type EventHubsSku = 'Basic' | 'Standard' | 'Premium';

export interface EventHubsNamespaceProps extends PlaceProps, ProtectionProps {
  /**
   * Name of the namespace, unique in all of Azure: 6 to 50 letters, digits and `-`, starting with a letter. Fixed at
   * creation.
   * @creation
   */
  readonly name: string;
  /**
   * Tier. Consumer groups, Kafka, private endpoints and firewall rules need Standard. All keep events in several zones where
   * the region has them. Azure can't change to or from Premium.
   * @creation
   * @default 'Standard'
   */
  readonly sku?: EventHubsSku;
  /**
   * Throughput units, 1 to 40, each 1 MB or 1,000 events a second; or processing units of Premium: 1, 2, 4, 8 or 16.
   * @default 1
   */
  readonly capacity?: number;
  /**
   * Lets Azure add throughput units up to this number when there is more to do; it takes none away. Standard only.
   * @default - the capacity stays
   */
  readonly maxCapacity?: number;
  /**
   * Lets keys sign in besides Entra ID.
   * @default false
   */
  readonly localAuth?: boolean;
  /**
   * Lets the namespace be reached over the internet, by those who have a role. Not for Basic.
   * @default false where a `PrivateEndpoint` leads there, else true
   */
  readonly publicNetworkAccess?: boolean;
  /**
   * Public addresses and ranges that may reach it; all others are refused. Not for Basic.
   * @default - all
   */
  readonly allowedIpRanges?: readonly string[];
  /**
   * Lets services that Azure trusts, such as Azure Monitor, pass the firewall. Not for Basic.
   * @default true, except for Basic
   */
  readonly trustedServices?: boolean;
}

export interface EventHubOptions {
  /**
   * Azure's name: 1 to 256 letters, digits, `_`, `.` and `-`. Fixed at creation.
   * @creation
   * @default - the id
   */
  readonly name?: string;
  /**
   * How many readers of one group can work side by side: 1 to 32, up to 100 for Premium, which alone can add some later.
   * @creation
   * @default 4
   */
  readonly partitions?: number;
  /**
   * How long events are kept, in whole hours: up to a day for Basic, 7 days for Standard, 90 days for Premium.
   * @default 1 day
   */
  readonly retention?: Duration;
}

export interface ResolvedEventHubs {
  readonly place: Place;
  readonly name: string;
  readonly sku: EventHubsSku;
  readonly capacity: number;
  readonly maxCapacity?: number;
  readonly localAuth: boolean;
  /** Undefined where endpoints decide. */
  readonly publicNetworkAccess?: boolean;
  readonly allowedIpRanges: readonly string[];
  readonly trustedServices: boolean;
  readonly deletionProtection: boolean;
}

const PROCESSING_UNITS = [1, 2, 4, 8, 16];

/** @throws CdkAksError with everything that is wrong */
export function resolveEventHubs(scope: IConstruct, props: EventHubsNamespaceProps): ResolvedEventHubs {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  const sku = props.sku ?? 'Standard';
  const capacity = props.capacity ?? 1;
  problems.attempt('name', () => messagingName('eventHubsNamespace', props.name));
  const allowedIpRanges = publicRanges(props.allowedIpRanges ?? [], problems, 'allowedIpRanges');
  const tier = { property: 'sku', value: sku, what: 'a tier of Event Hubs', code: 'event-hubs/sku' };
  if (checkChoice(problems, tier, ['Basic', 'Standard', 'Premium'])) {
    checkCapacity(sku, capacity, props.maxCapacity, problems);
    if (sku === 'Basic') basicProblems(props).forEach((found) => problems.add(found));
  }
  problems.throwIfAny();
  return {
    place,
    name: props.name,
    sku,
    capacity,
    maxCapacity: props.maxCapacity,
    localAuth: props.localAuth ?? false,
    publicNetworkAccess: props.publicNetworkAccess ?? (allowedIpRanges.length > 0 ? true : undefined),
    allowedIpRanges,
    trustedServices: props.trustedServices ?? sku !== 'Basic',
    deletionProtection: props.deletionProtection ?? true,
  };
}

function checkCapacity(sku: EventHubsSku, capacity: number, most: number | undefined, problems: Problems): void {
  const code = 'event-hubs/capacity';
  if (sku === 'Premium') {
    const units = { property: 'capacity', value: capacity, what: 'a number of processing units', code };
    checkChoice(problems, units, PROCESSING_UNITS);
  } else {
    checkWhole(problems, { property: 'capacity', value: capacity, code }, [1, 40]);
  }
  if (most === undefined) return;
  if (sku !== 'Standard') {
    problems.add({
      property: 'maxCapacity',
      value: most,
      rule: `is for the tier Standard, and this namespace is ${sku}`,
      fix: 'Leave it out',
      code,
    });
  } else {
    checkWhole(problems, { property: 'maxCapacity', value: most, code }, [Math.min(capacity, 40), 40]);
  }
}

/** What is told of anything that Basic does not have. */
export function needsStandard(property: string): Problem {
  return {
    property,
    rule: 'needs the tier Standard or Premium, and this namespace is Basic',
    fix: "Leave sku out for 'Standard', or leave it out",
    code: 'event-hubs/needs-standard',
  };
}

function basicProblems(props: EventHubsNamespaceProps): readonly Problem[] {
  const used: readonly (readonly [string, boolean])[] = [
    ['publicNetworkAccess', props.publicNetworkAccess === false],
    ['allowedIpRanges', (props.allowedIpRanges ?? []).length > 0],
    ['trustedServices', props.trustedServices === true],
  ];
  return used.filter(([, isUsed]) => isUsed).map(([property]) => needsStandard(property));
}

const LONGEST_HOURS: Readonly<Record<EventHubsSku, number>> = { Basic: 24, Standard: 168, Premium: 2160 };
const MOST_PARTITIONS: Readonly<Record<EventHubsSku, number>> = { Basic: 32, Standard: 32, Premium: 100 };

/** Partitions and hours of a hub. Azure: "Azure Event Hubs quotas and limits". */
export function hubArguments(options: EventHubOptions, sku: EventHubsSku | undefined, problems: Problems) {
  const partitions = options.partitions ?? 4;
  const hours = options.retention === undefined ? 24 : (problems.attempt('retention', () => options.retention?.toHours()) ?? 24);
  const known = sku ?? 'Premium';
  checkWhole(problems, { property: 'partitions', value: partitions, code: 'event-hubs/partitions' }, [
    1,
    MOST_PARTITIONS[known],
  ]);
  if (hours < 1 || hours > LONGEST_HOURS[known]) {
    problems.add({
      property: 'retention',
      value: `${options.retention}`,
      rule: `is not between 1 and ${LONGEST_HOURS[known]} hours, the longest for ${known}`,
      fix: 'Write Duration.hours(24)',
      code: 'event-hubs/retention',
    });
  }
  return { partitionCount: partitions, retentionDescription: { cleanupPolicy: 'Delete', retentionTimeInHours: hours } };
}
