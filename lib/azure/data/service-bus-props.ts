import type { IConstruct } from 'constructs';
import { type Problem, Problems } from '../../core/errors';
import { publicRanges } from '../network-rules';
import { type Place, type PlaceProps, resolvePlace } from '../place';
import { checkChoice } from './choice';
import { messagingName } from './messaging-name';
import type { ProtectionProps } from './protection';

export type ServiceBusSku = 'Basic' | 'Standard' | 'Premium';

export interface ServiceBusNamespaceProps extends PlaceProps, ProtectionProps {
  /**
   * Name of the namespace, unique in all of Azure: 6 to 50 letters, digits and `-`, starting with a letter. Fixed at
   * creation.
   * @creation
   */
  readonly name: string;
  /**
   * Tier. Topics need Standard; private endpoints, firewall rules and messages above 256 KB need Premium. All keep
   * messages in several zones where the region has them. Standard can't become Premium later.
   * @creation
   * @default 'Premium'
   */
  readonly sku?: ServiceBusSku;
  /**
   * Messaging units of a Premium namespace: 1, 2, 4, 8 or 16, a multiple of the partitions.
   * @default 1, or as many as there are partitions
   */
  readonly capacity?: number;
  /**
   * Partitions of a Premium namespace: 1, 2 or 4. Fixed at creation.
   * @creation
   * @default 1
   */
  readonly partitions?: number;
  /**
   * Lets keys sign in besides Entra ID.
   * @default false
   */
  readonly localAuth?: boolean;
  /**
   * Lets the namespace be reached over the internet, by those who have a role. Only Premium can be without.
   * @default false where a `PrivateEndpoint` leads there, else true
   */
  readonly publicNetworkAccess?: boolean;
  /**
   * Public addresses and ranges that may reach it; all others are refused. Premium only.
   * @default - all
   */
  readonly allowedIpRanges?: readonly string[];
  /**
   * Lets services that Azure trusts, such as Event Grid, pass the firewall. Premium only.
   * @default true for Premium
   */
  readonly trustedServices?: boolean;
}

/** The props of a namespace with every default in place. */
export interface ResolvedServiceBus {
  readonly place: Place;
  readonly name: string;
  readonly sku: ServiceBusSku;
  readonly capacity: number;
  readonly partitions: number;
  readonly localAuth: boolean;
  /** Undefined where endpoints decide. */
  readonly publicNetworkAccess?: boolean;
  readonly allowedIpRanges: readonly string[];
  readonly trustedServices: boolean;
  readonly deletionProtection: boolean;
}

const UNITS = [1, 2, 4, 8, 16];
const PARTITIONS = [1, 2, 4];

/** @throws CdkAksError with everything that is wrong */
export function resolveServiceBus(scope: IConstruct, props: ServiceBusNamespaceProps): ResolvedServiceBus {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  problems.attempt('name', () => messagingName('serviceBusNamespace', props.name));
  const sku = props.sku ?? 'Premium';
  const premium = sku === 'Premium';
  const partitions = props.partitions ?? (premium ? 1 : 0);
  const capacity = props.capacity ?? partitions;
  const allowedIpRanges = publicRanges(props.allowedIpRanges ?? [], problems, 'allowedIpRanges');
  const known = checkChoice(
    problems,
    { property: 'sku', value: sku, what: 'a tier of Service Bus', code: 'service-bus/sku' },
    ['Basic', 'Standard', 'Premium'],
  );
  if (known && premium) checkUnits(capacity, partitions, problems);
  if (known && !premium) needPremium(sku, props).forEach((found) => problems.add(found));
  problems.throwIfAny();
  return {
    place,
    name: props.name,
    sku,
    capacity,
    partitions,
    localAuth: props.localAuth ?? false,
    publicNetworkAccess: props.publicNetworkAccess ?? (allowedIpRanges.length > 0 ? true : undefined),
    allowedIpRanges,
    trustedServices: props.trustedServices ?? premium,
    deletionProtection: props.deletionProtection ?? true,
  };
}

/** What is told of anything that only Premium has. */
export function premiumOnly(property: string, sku: string): Problem {
  return {
    property,
    rule: `needs the tier Premium, and this namespace is ${sku}`,
    fix: "Set sku: 'Premium', or leave it out",
    code: 'service-bus/needs-premium',
  };
}

function needPremium(sku: ServiceBusSku, props: ServiceBusNamespaceProps): readonly Problem[] {
  const used: readonly (readonly [string, boolean])[] = [
    ['capacity', props.capacity !== undefined],
    ['partitions', props.partitions !== undefined],
    ['publicNetworkAccess', props.publicNetworkAccess === false],
    ['allowedIpRanges', (props.allowedIpRanges ?? []).length > 0],
    ['trustedServices', props.trustedServices === true],
  ];
  return used.filter(([, isUsed]) => isUsed).map(([property]) => premiumOnly(property, sku));
}

function checkUnits(capacity: number, partitions: number, problems: Problems): void {
  const code = 'service-bus/capacity';
  const counted =
    checkChoice(problems, { property: 'capacity', value: capacity, what: 'a number of messaging units', code }, UNITS) &&
    checkChoice(problems, { property: 'partitions', value: partitions, what: 'a number of partitions', code }, PARTITIONS);
  if (!counted || capacity % partitions === 0) return;
  problems.add({
    property: 'capacity',
    value: capacity,
    rule: `is no multiple of the ${partitions} partitions, which share the units`,
    fix: `Write ${partitions} or more`,
    code,
  });
}
