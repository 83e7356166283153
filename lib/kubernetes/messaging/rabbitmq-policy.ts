import { Construct } from 'constructs';
import { Problems } from '../../core/errors';
import type { rabbitmqCom } from '../api';
import { KubernetesObject } from '../object';
import type { IRabbitmqBroker } from './broker';
import { topologyObject } from './rabbitmq-object';
import { type Vhost, vhostNameOf } from './rabbitmq-vhost';

export interface RabbitmqPolicyProps {
  /** Regular expression over the names of queues and exchanges: `^orders\.`. */
  readonly pattern: string;

  /** Settings, as RabbitMQ calls them: `{ 'max-length': 10000, 'overflow': 'reject-publish' }`. At least one. */
  readonly definition: Readonly<Record<string, string | number | boolean>>;

  /** @default '/' */
  readonly vhost?: Vhost;

  /** @default 'all' */
  readonly applyTo?: 'queues' | 'classic_queues' | 'quorum_queues' | 'streams' | 'exchanges' | 'all';

  /**
   * Of several policies that match, the highest counts alone.
   * @default 0
   */
  readonly priority?: number;
}

/** Settings of queues and exchanges that can change later, unlike their arguments. RabbitMQ: "Policies". */
export class RabbitmqPolicy extends Construct {
  /** @internal Use `topology.addPolicy`. */
  constructor(broker: Construct & IRabbitmqBroker, id: string, props: RabbitmqPolicyProps) {
    super(broker, `policy-${id}`);
    const { pattern, definition, priority = 0 } = props;
    this.checkProps(props);
    const { metadata, reference } = topologyObject(this, broker);
    new KubernetesObject<rabbitmqCom.Policy>(this, 'Resource', {
      apiVersion: 'rabbitmq.com/v1beta1',
      kind: 'Policy',
      metadata,
      spec: {
        name: id,
        vhost: vhostNameOf(props.vhost),
        pattern,
        applyTo: props.applyTo ?? 'all',
        priority,
        definition,
        ...reference,
      },
    });
  }

  private checkProps({ pattern, definition, priority = 0 }: RabbitmqPolicyProps): void {
    const problems = new Problems(this);
    if (pattern === '') {
      problems.add({
        property: 'pattern',
        value: pattern,
        rule: 'is empty',
        fix: "Write '.*' for all",
        code: 'rabbitmq/policy',
      });
    }
    if (Object.keys(definition).length === 0) {
      problems.add({
        property: 'definition',
        rule: 'is empty, which the broker refuses',
        fix: "Write at least one setting: { 'max-length': 10000 }",
        code: 'rabbitmq/policy',
      });
    }
    if (!Number.isSafeInteger(priority)) {
      problems.add({
        property: 'priority',
        value: String(priority),
        rule: 'is not a whole number',
        fix: 'Write 0, or a higher one for what should win',
        code: 'rabbitmq/policy',
      });
    }
    problems.throwIfAny();
  }
}
