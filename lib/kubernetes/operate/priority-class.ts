import { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import type { schedulingV1 } from '../api';
import { clusterWide, KubernetesObject, objectName } from '../object';

/** How much pods matter, by name. */
export interface IPriorityClass {
  readonly priorityClassName: string;
}

export interface PriorityClassProps {
  /**
   * A whole number from -2,147,483,648 to 1,000,000,000; pods of no class have 0. The autoscaler adds no node for pods
   * below -10. Fixed at creation.
   * @creation
   */
  readonly value: number;
  /**
   * Whether its pods push others out that matter less, or wait until there is room. Fixed at creation.
   * @creation
   * @default 'PreemptLowerPriority'
   */
  readonly preemption?: 'PreemptLowerPriority' | 'Never';
  /**
   * Whether pods that name no class have this one; one class of a cluster at most.
   * @default false
   */
  readonly globalDefault?: boolean;
  /**
   * What it is meant for.
   * @default - none
   */
  readonly description?: string;
}

/** Kubernetes: "Pod Priority and Preemption": above are the classes of the system itself. */
const HIGHEST = 1_000_000_000;
const LOWEST = -(2 ** 31);

/**
 * Which pods go first where room is short. One for the whole cluster, whatever chart it is in.
 *
 * @example const critical = new PriorityClass(cluster.kubernetes, 'critical', { value: 1000 });
 */
export class PriorityClass extends Construct implements IPriorityClass {
  /** Uses a class that exists already; nothing is created. */
  static fromName(name: string): IPriorityClass {
    return { priorityClassName: dnsSubdomain(name, 'name') };
  }

  readonly priorityClassName: string;
  readonly value: number;

  constructor(scope: Construct, id: string, props: PriorityClassProps) {
    super(scope, id);
    this.priorityClassName = objectName(this);
    this.value = props.value;
    this.checkProps(props);
    renderPriorityClass(this, 'Resource', this.priorityClassName, props);
  }

  private checkProps({ value }: PriorityClassProps): void {
    const problems = new Problems(this);
    problems.attempt('id', () => dnsSubdomain(this.priorityClassName, 'id'));
    if (this.priorityClassName.startsWith('system-')) {
      problems.add({
        property: 'id',
        value: this.priorityClassName,
        rule: 'begins as the names of the classes of Kubernetes itself',
        fix: "Choose a name that doesn't begin with 'system-'",
        code: 'priority/name',
      });
    }
    if (!Number.isSafeInteger(value) || value < LOWEST || value > HIGHEST) {
      problems.add({
        property: 'value',
        value,
        rule: `is not a whole number from ${LOWEST} to ${HIGHEST}`,
        fix: 'Write one, such as 1000; pods of no class have 0',
        code: 'priority/value',
      });
    }
    problems.throwIfAny();
  }
}

export function renderPriorityClass(scope: Construct, id: string, name: string, props: PriorityClassProps): void {
  new KubernetesObject<schedulingV1.PriorityClass>(scope, id, {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: clusterWide(name),
    value: props.value,
    preemptionPolicy: props.preemption ?? 'PreemptLowerPriority',
    globalDefault: props.globalDefault ?? false,
    ...(props.description === undefined ? {} : { description: props.description }),
  });
}
