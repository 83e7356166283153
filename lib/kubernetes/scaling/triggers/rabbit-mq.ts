import { type Problem, Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import {
  asMetadata,
  checkParameters,
  checkThreshold,
  demandText,
  isLate,
  missingAuthentication,
  refuseCredential,
  type TriggerOptions,
  type TriggerParts,
} from './parts';

export type RabbitMqMode =
  'QueueLength' | 'MessageRate' | 'DeliverGetRate' | 'PublishedToDeliveredRatio' | 'ExpectedQueueConsumptionTime';

export interface RabbitMqTriggerProps extends TriggerOptions {
  readonly queueName: string;

  /** How KEDA signs in. Parameters: host, username, password, vhostName, tls, ca, cert, key, keyPassword, workloadIdentityResource. */
  readonly auth: TriggerAuthentication;

  /**
   * Address of the broker without credentials: `amqp://rabbit.shop.svc:5672/`, or `http://…:15672/` of its management.
   * @default - parameter `host` of `auth`, which may hold credentials
   */
  readonly host?: string;

  /**
   * How KEDA asks. Over `amqp` only messages that no worker has fetched are counted, so that a worker which fetches all
   * of them may be stopped at work; over `http` (the management plugin) those in work count as well.
   * @default - that of `host`; `auto` where the host comes from a secret: by the scheme that is found there
   */
  readonly protocol?: 'amqp' | 'http' | 'auto';

  /**
   * What is counted. All but `QueueLength` need `http`.
   * @default 'QueueLength'
   */
  readonly mode?: RabbitMqMode;

  /** How much of it one pod can carry; above 0. */
  readonly value: number;

  /**
   * How much of it wakes a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationValue?: number;

  /**
   * Virtual host; overrides the one in the host.
   * @default - that of the host
   */
  readonly vhostName?: string;

  /**
   * Leaves out messages that a worker has in hand. Needs `http`.
   * @default false
   */
  readonly excludeUnacknowledged?: boolean;
}

const TYPE = 'rabbitmq';
const PARAMETERS = [
  'host',
  'username',
  'password',
  'vhostName',
  'protocol',
  'tls',
  'ca',
  'cert',
  'key',
  'keyPassword',
  'workloadIdentityResource',
];
/** These are ratios and rates of the whole queue: averaged over pods they mean nothing. KEDA: "RabbitMQ Queue". */
const OF_THE_QUEUE: readonly string[] = ['DeliverGetRate', 'PublishedToDeliveredRatio', 'ExpectedQueueConsumptionTime'];

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function rabbitMqTrigger(props: RabbitMqTriggerProps): TriggerParts {
  const problems = new Problems();
  const { queueName, auth, host, mode = 'QueueLength', value, activationValue, vhostName } = props;
  const protocol = props.protocol ?? schemeOf(host) ?? 'auto';
  demandText(problems, 'queueName', queueName);
  checkThreshold(problems, 'value', value);
  checkThreshold(problems, 'activationValue', activationValue, { zero: true });
  if (host !== undefined) checkHost(problems, host, props.protocol);
  if (auth === undefined) {
    problems.add(
      missingAuthentication(
        TYPE,
        "Pass auth: TriggerAuthentication.secret('rabbit-default-user', { host: 'connection_string' })",
      ),
    );
  } else {
    checkParameters(problems, auth, PARAMETERS);
    for (const problem of signInProblems(auth, { host, protocol, vhostName })) problems.add(problem);
  }
  const needsHttp = mode !== 'QueueLength' ? 'mode' : props.excludeUnacknowledged ? 'excludeUnacknowledged' : undefined;
  if (needsHttp && protocol !== 'http') {
    problems.add({
      property: needsHttp,
      value: props[needsHttp],
      rule: "is known to the broker's management plugin only, which is asked over http",
      fix: "Write protocol: 'http' and a host of that scheme, with port 15672",
      code: 'trigger/needs-http',
    });
  }
  problems.throwIfAny();
  return {
    type: TYPE,
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    metricType: OF_THE_QUEUE.includes(mode) ? 'Value' : 'AverageValue',
    metadata: asMetadata({
      ...(host !== undefined && { host: withPath(host) }),
      protocol,
      queueName,
      mode,
      value,
      activationValue: activationValue ?? 0,
      vhostName,
      excludeUnacknowledged: props.excludeUnacknowledged,
    }),
  };
}

function signInProblems(
  auth: TriggerAuthentication,
  { host, protocol, vhostName }: { readonly host?: string; readonly protocol: string; readonly vhostName?: string },
): Problem[] {
  const has = (...names: readonly string[]): boolean => names.every((name) => auth.parameters.includes(name));
  const found: Problem[] = [];
  if ((host === undefined) === !has('host')) {
    found.push({
      property: 'host',
      rule: has('host')
        ? "is given here and as a parameter of 'auth'"
        : "is given neither here nor as a parameter of 'auth'",
      fix: has('host') ? 'Keep one' : "Write host: 'amqp://rabbit.shop.svc:5672/', or { host: … } in 'auth'",
      code: 'trigger/host',
    });
  }
  if (has('username') !== has('password')) {
    found.push({
      property: 'auth',
      rule: `gives '${has('username') ? 'username' : 'password'}' without the other of the two`,
      fix: 'Give both username and password',
      code: 'trigger/half-credential',
    });
  }
  if (has('cert') !== has('key')) {
    found.push({
      property: 'auth',
      rule: `gives '${has('cert') ? 'cert' : 'key'}' without the other of the two`,
      fix: 'Give both cert and key',
      code: 'trigger/half-credential',
    });
  }
  if (auth.identity) {
    const lacks = [
      ...(has('workloadIdentityResource')
        ? []
        : ["parameter 'workloadIdentityResource' (the app registration of the broker)"]),
      ...(protocol === 'http' ? [] : ["protocol: 'http'"]),
      ...(vhostName !== undefined || has('vhostName') ? [] : ["'vhostName'"]),
    ];
    if (lacks.length > 0) {
      found.push({
        property: 'auth',
        rule: `signs in to RabbitMQ with a workload identity, which needs ${lacks.join(', ')}`,
        fix: 'Add what is missing, or sign in with a Secret or a Key Vault',
        code: 'trigger/rabbitmq-identity',
      });
    }
  } else if (host !== undefined && !has('username') && !has('cert')) {
    found.push(
      missingAuthentication(TYPE, "Give username and password, or cert and key, in 'auth'; or the whole host there"),
    );
  }
  return found;
}

function schemeOf(host: string | undefined): 'amqp' | 'http' | undefined {
  const scheme = host === undefined ? undefined : /^(amqp|http)s?:\/\//.exec(host)?.[1];
  return scheme as 'amqp' | 'http' | undefined;
}

function checkHost(problems: Problems, host: string, protocol: RabbitMqTriggerProps['protocol']): void {
  refuseCredential(problems, 'host', host);
  if (isLate(host)) return;
  const scheme = schemeOf(host);
  if (scheme === undefined || !/^\w+:\/\/(?:[^@/]*@)?[^\s/:@]+(?::\d{1,5})?(?:\/\S*)?$/.test(host)) {
    problems.add({
      property: 'host',
      value: host.replace(/\/\/.*@/, '//…@'),
      rule: 'is no address of a broker',
      fix: "Write it as 'amqp://rabbit.shop.svc:5672/' or 'http://rabbit.shop.svc:15672/'",
      code: 'trigger/host',
    });
  } else if (protocol !== undefined && protocol !== 'auto' && protocol !== scheme) {
    problems.add({
      property: 'protocol',
      value: protocol,
      rule: `differs from the scheme of 'host' (${scheme})`,
      fix: `Write protocol: '${scheme}', or leave it out`,
      code: 'trigger/protocol',
    });
  }
}

/** KEDA takes a host without virtual host only with the slash behind it. */
function withPath(host: string): string {
  return /^\w+:\/\/[^/]+$/.test(host) ? `${host}/` : host;
}
