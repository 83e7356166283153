import { Duration } from '../../core/duration';
import type { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import type { Size } from '../../core/size';
import { checkWhole } from './choice';
import { premiumOnly, type ServiceBusSku } from './service-bus-props';

interface EntityProps {
  /**
   * Azure's name: 1 to 260 letters, digits, `_`, `.`, `/` and `-`. Fixed at creation.
   * @creation
   * @default - the id
   */
  readonly name?: string;
  /**
   * How long a message that sets no time of its own is kept. Basic keeps it for 14 days at the most.
   * @default - for good, or as long as Basic does
   */
  readonly timeToLive?: Duration;
  /**
   * Room for messages: 1 to 5 GiB, up to 80 GiB for Premium.
   * @default - Azure's own: 1 GiB, or 80 GiB for Premium
   */
  readonly maxSize?: Size;
  /**
   * The largest message, above Azure's own 1 MiB, up to 100 MiB. Premium only.
   * @default - 256 KiB, or 1 MiB for Premium
   */
  readonly maxMessageSize?: Size;
  /**
   * Drops a message whose id was seen within this time, from 20 seconds to 7 days. Whether it does is fixed at creation.
   * Not for Basic.
   * @creation
   * @default - keeps all
   */
  readonly duplicateDetection?: Duration;
}

interface ReceiveProps {
  /**
   * How long a message is kept from others while one receiver works on it: from 5 seconds to 5 minutes.
   * @default 1 minute
   */
  readonly lockDuration?: Duration;
  /**
   * How often a message is delivered before it is a dead letter: 1 to 2000.
   * @default 10
   */
  readonly maxDeliveryCount?: number;
  /**
   * Keeps what expires as dead letters, in place of dropping it.
   * @default true
   */
  readonly deadLetterExpired?: boolean;
  /**
   * Hands messages of one session to one receiver, in order. Fixed at creation. Not for Basic.
   * @creation
   * @default false
   */
  readonly sessions?: boolean;
}

export interface ServiceBusQueueOptions extends EntityProps, ReceiveProps {}

export type ServiceBusTopicOptions = EntityProps;

export interface ServiceBusSubscriptionOptions extends ReceiveProps, Pick<EntityProps, 'timeToLive'> {
  /**
   * Azure's name: 1 to 50 letters, digits, `_`, `.` and `-`. Fixed at creation.
   * @creation
   * @default - the id
   */
  readonly name?: string;
}

const DEFAULT_LOCK = Duration.minutes(1);
/** What Azure writes for good: the longest time that .NET knows. */
const FOR_GOOD = 'P10675199DT2H48M5.4775807S';

export function queueArguments(
  name: string,
  props: ServiceBusQueueOptions,
  sku: ServiceBusSku | undefined,
  problems: Problems,
) {
  problems.attempt('name', () => azureName('serviceBusEntity', name));
  if (sku === 'Basic') refuseForBasic(props, problems);
  return {
    ...entityArguments(props, sku, problems),
    ...receiveArguments(props, problems),
    defaultMessageTtl: props.timeToLive?.toIso(),
  };
}

export function topicArguments(
  name: string,
  props: ServiceBusTopicOptions,
  sku: ServiceBusSku | undefined,
  problems: Problems,
) {
  problems.attempt('name', () => azureName('serviceBusEntity', name));
  return { ...entityArguments(props, sku, problems), defaultMessageTtl: props.timeToLive?.toIso() ?? FOR_GOOD };
}

export function subscriptionArguments(name: string, props: ServiceBusSubscriptionOptions, problems: Problems) {
  problems.attempt('name', () => azureName('serviceBusSubscription', name));
  return { ...receiveArguments(props, problems), defaultMessageTtl: props.timeToLive?.toIso() ?? FOR_GOOD };
}

function entityArguments(props: EntityProps, sku: ServiceBusSku | undefined, problems: Problems) {
  const { duplicateDetection, maxMessageSize } = props;
  if (duplicateDetection) {
    checkBetween(problems, 'duplicateDetection', duplicateDetection, Duration.seconds(20), Duration.days(7));
  }
  if (maxMessageSize !== undefined && sku !== undefined && sku !== 'Premium') {
    problems.add(premiumOnly('maxMessageSize', sku));
  }
  return {
    maxSizeInMegabytes: wholeMebibytes(props.maxSize, sku, problems),
    maxMessageSizeInKilobytes: messageSize(maxMessageSize, problems),
    requiresDuplicateDetection: duplicateDetection !== undefined,
    duplicateDetectionHistoryTimeWindow: duplicateDetection?.toIso(),
  };
}

function receiveArguments(props: ReceiveProps, problems: Problems) {
  const lockDuration = props.lockDuration ?? DEFAULT_LOCK;
  const maxDeliveryCount = props.maxDeliveryCount ?? 10;
  checkBetween(problems, 'lockDuration', lockDuration, Duration.seconds(5), Duration.minutes(5));
  const count = { property: 'maxDeliveryCount', value: maxDeliveryCount, code: 'service-bus/delivery-count' };
  checkWhole(problems, count, [1, 2000]);
  return {
    lockDuration: lockDuration.toIso(),
    maxDeliveryCount,
    deadLetteringOnMessageExpiration: props.deadLetterExpired ?? true,
    requiresSession: props.sessions ?? false,
  };
}

function wholeMebibytes(size: Size | undefined, sku: ServiceBusSku | undefined, problems: Problems): number | undefined {
  if (size === undefined) return undefined;
  const most = sku === 'Premium' || sku === undefined ? 80 : 5;
  const gibibytes = problems.attempt('maxSize', () => size.toGibibytes());
  if (gibibytes === undefined) return undefined;
  if (gibibytes < 1 || gibibytes > most) {
    problems.add({
      property: 'maxSize',
      value: size.toString(),
      rule: `is not between 1 and ${most} GiB`,
      fix: 'Write Size.gibibytes(1)',
      code: 'service-bus/size',
    });
  }
  return gibibytes * 1024;
}

function messageSize(size: Size | undefined, problems: Problems): number | undefined {
  const kibibytes = size && problems.attempt('maxMessageSize', () => size.toKibibytes());
  if (kibibytes === undefined || (kibibytes >= 1024 && kibibytes <= 102_400)) return kibibytes;
  problems.add({
    property: 'maxMessageSize',
    value: `${size}`,
    rule: 'is not between 1 and 100 MiB',
    fix: 'Write Size.mebibytes(10), or leave it out',
    code: 'service-bus/message-size',
  });
  return undefined;
}

function checkBetween(problems: Problems, property: string, value: Duration, min: Duration, max: Duration): void {
  if (value.compare(min) >= 0 && value.compare(max) <= 0) return;
  problems.add({
    property,
    value: value.toString(),
    rule: `is not between ${min.toString()} and ${max.toString()}`,
    fix: 'Write a time between the two',
    code: 'service-bus/time',
  });
}

function refuseForBasic(props: ServiceBusQueueOptions, problems: Problems): void {
  const longest = Duration.days(14);
  const used: readonly (readonly [string, boolean])[] = [
    ['sessions', props.sessions === true],
    ['duplicateDetection', props.duplicateDetection !== undefined],
    ['timeToLive', (props.timeToLive?.compare(longest) ?? 0) > 0],
  ];
  for (const [property] of used.filter(([, isUsed]) => isUsed)) {
    problems.add({
      property,
      rule:
        property === 'timeToLive'
          ? 'is above 14 days, the longest that the tier Basic keeps messages'
          : 'needs the tier Standard or Premium, and this namespace is Basic',
      fix: "Set sku: 'Standard' on the namespace, or leave it out",
      code: 'service-bus/needs-standard',
    });
  }
}
