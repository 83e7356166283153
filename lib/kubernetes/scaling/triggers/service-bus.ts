import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import {
  asMetadata,
  checkParameters,
  checkThreshold,
  demandText,
  isLate,
  missingAuthentication,
  roleAt,
  type TriggerOptions,
  type TriggerParts,
} from './parts';
import { checkScope } from './sign-in';

export interface ServiceBusTriggerProps extends TriggerOptions {
  /**
   * Name of the Service Bus namespace, without its domain: `contoso-orders`. May be late.
   * @default - that of the connection string; needed with a workload identity
   */
  readonly namespace?: string;

  /**
   * How KEDA signs in: `TriggerAuthentication.workloadIdentity(…)`, or parameter `connection` with a connection string
   * whose policy has the claim Manage.
   */
  readonly auth: TriggerAuthentication;

  /**
   * Id of the Service Bus namespace, on which the identity becomes Data Owner: nothing less may count messages.
   * @default - the role is assigned elsewhere
   */
  readonly namespaceId?: string;

  /**
   * How many active messages one pod can carry; a whole number from 1.
   * @default 5
   */
  readonly messageCount?: number;

  /**
   * How many messages wake a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationMessageCount?: number;
}

export interface ServiceBusQueueTriggerProps extends ServiceBusTriggerProps {
  readonly queueName: string;
}

export interface ServiceBusTopicTriggerProps extends ServiceBusTriggerProps {
  readonly topicName: string;
  readonly subscriptionName: string;
}

const TYPE = 'azure-servicebus';
/** KEDA asks the management endpoint, which takes the claim Manage. Azure: "Azure Service Bus Data Owner". */
export const SERVICE_BUS_ROLE = 'Azure Service Bus Data Owner';

export function serviceBusQueueTrigger({ queueName, ...props }: ServiceBusQueueTriggerProps): TriggerParts {
  return serviceBusTrigger(props, { queueName });
}

export function serviceBusTopicTrigger(props: ServiceBusTopicTriggerProps): TriggerParts {
  const { topicName, subscriptionName, ...rest } = props;
  return serviceBusTrigger(rest, { topicName, subscriptionName });
}

function serviceBusTrigger(props: ServiceBusTriggerProps, entity: Readonly<Record<string, string>>): TriggerParts {
  const problems = new Problems();
  const { namespace, auth, messageCount = 5, activationMessageCount = 0, namespaceId } = props;
  for (const [property, text] of Object.entries(entity)) demandText(problems, property, text);
  checkThreshold(problems, 'messageCount', messageCount, { whole: true });
  checkThreshold(problems, 'activationMessageCount', activationMessageCount, { whole: true, zero: true });
  if (namespace !== undefined) checkNamespace(problems, namespace);
  checkSignIn(problems, auth, namespace);
  if (auth) checkScope(problems, 'namespaceId', namespaceId, auth);
  problems.throwIfAny();
  return {
    type: TYPE,
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    azure: true,
    grants: roleAt(SERVICE_BUS_ROLE, namespaceId),
    metricType: 'AverageValue',
    metadata: asMetadata({ ...entity, namespace, messageCount, activationMessageCount }),
  };
}

function checkSignIn(problems: Problems, auth: TriggerAuthentication | undefined, namespace: string | undefined): void {
  const fix =
    "Pass auth: TriggerAuthentication.workloadIdentity(identity), or keyVault(identity, { connection: vault.secret('…') })";
  if (auth === undefined) return problems.add(missingAuthentication(TYPE, fix));
  checkParameters(problems, auth, ['connection']);
  if (!auth.identity && !auth.parameters.includes('connection')) problems.add(missingAuthentication(TYPE, fix));
  if (auth.identity && namespace === undefined) {
    problems.add({
      property: 'namespace',
      rule: 'is missing, and a workload identity has no connection string that would name it',
      fix: "Write the name of the Service Bus namespace: 'contoso-orders'",
      code: 'trigger/namespace',
    });
  }
}

/** Azure: "Naming rules for Azure resources", Microsoft.ServiceBus. */
function checkNamespace(problems: Problems, namespace: string): void {
  if (isLate(namespace) || /^[A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9]$/.test(namespace)) return;
  const bare = /^(?:sb:\/\/)?([A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9])\.servicebus\./.exec(namespace)?.[1];
  problems.add({
    property: 'namespace',
    value: namespace,
    rule: 'is no name of a Service Bus namespace: 6 to 50 letters, digits and hyphens, from a letter on, without a domain',
    fix: bare === undefined ? "Write the bare name, such as 'contoso-orders'" : `Did you mean '${bare}'?`,
    code: 'trigger/namespace',
  });
}
