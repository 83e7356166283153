import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import { checkHostAndPort } from './names';
import { asMetadata, checkThreshold, demandText, type TriggerOptions, type TriggerParts } from './parts';
import { checkSignIn } from './sign-in';

export type KafkaSasl = 'plaintext' | 'scram_sha256' | 'scram_sha512' | 'oauthbearer' | 'gssapi';

export interface KafkaTriggerProps extends TriggerOptions {
  /** Brokers that KEDA asks first, `host:port` each. Event Hubs: `contoso.servicebus.windows.net:9093`. */
  readonly bootstrapServers: readonly string[];

  readonly consumerGroup: string;

  /**
   * Topic whose lag is counted.
   * @default - all that the group has read: a group that has committed nothing is not seen, and never wakes
   */
  readonly topic?: string;

  /**
   * How KEDA signs in. Parameters: username and password with `sasl`, ca, cert, key and keyPassword with `tls`, and
   * those of OAuth and Kerberos. The scaler takes no workload identity.
   * @default - not at all
   */
  readonly auth?: TriggerAuthentication;

  /**
   * How it proves who it is; `plaintext` with the user `$ConnectionString` for Event Hubs.
   * @default - not at all, or parameter `sasl` of `auth`
   */
  readonly sasl?: KafkaSasl;

  /**
   * Speaks TLS.
   * @default false, or parameter `tls` of `auth`
   */
  readonly tls?: boolean;

  /**
   * How many messages that nobody has read one pod can carry; a whole number from 1.
   * @default 10
   */
  readonly lagThreshold?: number;

  /**
   * How many messages wake a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationLagThreshold?: number;

  /**
   * Where a group begins that has committed nothing. With `latest` KEDA keeps one pod for it.
   * @default 'latest'
   */
  readonly offsetResetPolicy?: 'latest' | 'earliest';

  /**
   * Allows more pods than partitions, which then read nothing.
   * @default false
   */
  readonly allowIdleConsumers?: boolean;

  /**
   * Keeps no pod for a partition without a valid offset.
   * @default false
   */
  readonly scaleToZeroOnInvalidOffset?: boolean;

  /**
   * Leaves out partitions that stand still, as behind a message that nobody can read.
   * @default false
   */
  readonly excludePersistentLag?: boolean;

  /**
   * At most as many pods as partitions with something to read. Needs `topic`.
   * @default false
   */
  readonly limitToPartitionsWithLag?: boolean;

  /**
   * Only numbers of pods that share the partitions evenly. Needs `topic`.
   * @default false
   */
  readonly ensureEvenDistributionOfPartitions?: boolean;

  /**
   * Partitions that are counted: `1,2,10-20`. Needs `topic`.
   * @default - all
   */
  readonly partitionLimitation?: string;

  /**
   * Version of the brokers' protocol: `2.8.0`.
   * @default - 1.0.0
   */
  readonly version?: string;
}

const TYPE = 'kafka';
const PARAMETERS = [
  'sasl',
  'saslTokenProvider',
  'username',
  'password',
  'keytab',
  'realm',
  'kerberosConfig',
  'kerberosServiceName',
  'kerberosDisableFAST',
  'oauthTokenEndpointUri',
  'scopes',
  'oauthExtensions',
  'tls',
  'ca',
  'cert',
  'key',
  'keyPassword',
];

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function kafkaTrigger(props: KafkaTriggerProps): TriggerParts {
  const problems = new Problems();
  const {
    bootstrapServers,
    consumerGroup,
    topic,
    auth,
    sasl,
    tls,
    lagThreshold = 10,
    activationLagThreshold = 0,
  } = props;
  if (bootstrapServers.length === 0) demandText(problems, 'bootstrapServers', '');
  for (const server of bootstrapServers) checkHostAndPort(problems, 'bootstrapServers', server);
  demandText(problems, 'consumerGroup', consumerGroup);
  if (topic !== undefined) demandText(problems, 'topic', topic);
  checkThreshold(problems, 'lagThreshold', lagThreshold, { whole: true });
  checkThreshold(problems, 'activationLagThreshold', activationLagThreshold, { whole: true, zero: true });
  checkSignIn(problems, TYPE, auth, {
    identity: false,
    credentials: [],
    parameters: PARAMETERS,
    fix: "Keep username and password in a Key Vault: TriggerAuthentication.keyVault(identity, { password: vault.secret('…') })",
  });
  checkSasl(problems, props);
  checkTogether(problems, props);
  problems.throwIfAny();
  return {
    type: TYPE,
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    metricType: 'AverageValue',
    metadata: asMetadata({
      bootstrapServers: bootstrapServers.join(','),
      consumerGroup,
      topic,
      lagThreshold,
      activationLagThreshold,
      offsetResetPolicy: props.offsetResetPolicy ?? 'latest',
      allowIdleConsumers: props.allowIdleConsumers,
      scaleToZeroOnInvalidOffset: props.scaleToZeroOnInvalidOffset,
      excludePersistentLag: props.excludePersistentLag,
      limitToPartitionsWithLag: props.limitToPartitionsWithLag,
      ensureEvenDistributionOfPartitions: props.ensureEvenDistributionOfPartitions,
      partitionLimitation: props.partitionLimitation,
      version: props.version,
      sasl,
      tls: tls === undefined ? undefined : tls ? 'enable' : 'disable',
    }),
  };
}

/** KEDA: `parseSASL`, `parseTLS`. */
function checkSasl(problems: Problems, { sasl, auth }: KafkaTriggerProps): void {
  const has = (name: string): boolean => auth?.parameters.includes(name) === true;
  const halves = [
    ['username', 'password'],
    ['cert', 'key'],
  ] as const;
  for (const [a, b] of halves) {
    if (has(a) === has(b) || (a === 'username' && has('keytab'))) continue;
    problems.add({
      property: 'auth',
      rule: `gives '${has(a) ? a : b}' without the other of the two`,
      fix: `Give both ${a} and ${b}`,
      code: 'trigger/half-credential',
    });
  }
  if (sasl === undefined) return;
  const needed =
    sasl === 'oauthbearer'
      ? ['username', 'password', 'oauthTokenEndpointUri']
      : sasl === 'gssapi'
        ? ['username', 'realm', 'kerberosConfig']
        : ['username', 'password'];
  const missing = needed.filter((name) => !has(name));
  if (missing.length === 0) return;
  problems.add({
    property: 'sasl',
    value: sasl,
    rule: `needs parameters of 'auth' that are not there: ${missing.join(', ')}`,
    fix: "Add them: TriggerAuthentication.keyVault(identity, { username: vault.secret('…'), … })",
    code: 'trigger/kafka-sasl',
  });
}

/** KEDA: `kafkaMetadata.Validate`. */
function checkTogether(problems: Problems, props: KafkaTriggerProps): void {
  const needTopic = ['limitToPartitionsWithLag', 'ensureEvenDistributionOfPartitions', 'partitionLimitation'] as const;
  for (const property of needTopic) {
    if (!props[property] || props.topic !== undefined) continue;
    problems.add({
      property,
      value: props[property],
      rule: "looks at the partitions of one topic, and 'topic' names none",
      fix: 'Write the topic, or leave it out',
      code: 'trigger/kafka-topic',
    });
  }
  const contradicts = ['allowIdleConsumers', 'ensureEvenDistributionOfPartitions'] as const;
  for (const property of contradicts) {
    if (!props.limitToPartitionsWithLag || !props[property]) continue;
    problems.add({
      property,
      value: true,
      rule: "contradicts 'limitToPartitionsWithLag', and KEDA refuses both together",
      fix: 'Keep one',
      code: 'trigger/kafka-partitions',
    });
  }
  const { partitionLimitation, version } = props;
  if (partitionLimitation !== undefined && !/^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/.test(partitionLimitation)) {
    problems.add({
      property: 'partitionLimitation',
      value: partitionLimitation,
      rule: 'is no list of partitions',
      fix: "Write it as '1,2,10-20'",
      code: 'trigger/kafka-partitions',
    });
  }
  if (version !== undefined && !/^\d+\.\d+\.\d+(?:\.\d+)?$/.test(version)) {
    problems.add({
      property: 'version',
      value: version,
      rule: 'is no version of Kafka',
      fix: "Write it as '2.8.0'",
      code: 'trigger/kafka-version',
    });
  }
}
