import { Duration } from '../../core/duration';
import type { Problems } from '../../core/errors';

/** 0 is critical, 4 verbose. Azure: "Types of Azure Monitor alerts", severity. */
export type AlertSeverity = 0 | 1 | 2 | 3 | 4;

export interface AlertRuleProps {
  /** PromQL; what it gives is wrong, such as `up == 0`. */
  readonly expression: string;
  /**
   * How long it must be wrong before somebody is told.
   * @default 5 minutes
   */
  readonly for?: Duration;
  /** @default 3 */
  readonly severity?: AlertSeverity;
  /**
   * What somebody is told; may hold labels of the series: `{{ $labels.pod }}`.
   * @default - none
   */
  readonly description?: string;
  /**
   * Labels of the alert.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * How long it must be right again before the alert closes by itself.
   * @default 10 minutes
   */
  readonly resolvesAfter?: Duration;
}

export interface RecordingRuleProps {
  /** PromQL whose result is kept under the rule's name. */
  readonly expression: string;
  /**
   * Labels of what is kept.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** One rule of a group. Azure: "Azure Monitor managed service for Prometheus rule groups". */
export class PrometheusRule {
  /** Tells somebody when an expression gives anything for some time. */
  static alert(name: string, props: AlertRuleProps): PrometheusRule {
    return new PrometheusRule(name, props.expression, 'alert', props);
  }

  /** Keeps the result of an expression as a metric of its own: `job:requests:rate5m`. */
  static record(name: string, props: RecordingRuleProps): PrometheusRule {
    return new PrometheusRule(name, props.expression, 'record', props);
  }

  /** @internal Adds what is wrong with the rule. */
  check(property: string, problems: Problems): void {
    if (this.kind === 'record' && !/^[A-Za-z_:][\w:]*$/.test(this.name)) {
      problems.add({
        property: `${property}.name`,
        value: this.name,
        rule: "is not the name of a metric: letters, digits, '_' and ':', not starting with a digit",
        fix: 'Write one such as job:requests:rate5m',
        code: 'prometheus/record-name',
      });
    }
    if (this.name.trim() === '' || this.expression.trim() === '') {
      problems.add({
        property,
        rule: 'has no name or no expression',
        fix: 'Write both',
        code: 'prometheus/empty-rule',
      });
    }
    const { for: wait, resolvesAfter } = this.props;
    for (const [name, value] of Object.entries({ for: wait, resolvesAfter })) {
      if (value) problems.attempt(`${property}.${name}`, () => value.toSeconds());
    }
  }

  /** @internal As azurerm takes it; ids of action groups count for alerts alone. */
  render(actionGroupIds: readonly string[]) {
    const { for: wait = Duration.minutes(5), severity = 3, description, labels, resolvesAfter } = this.props;
    const common = { enabled: true, expression: this.expression, labels: labels && { ...labels } };
    if (this.kind === 'record') return { ...common, record: this.name };
    return {
      ...common,
      alert: this.name,
      for: wait.toIso(),
      severity,
      annotations: description === undefined ? undefined : { description },
      alertResolution: { autoResolved: true, timeToResolve: (resolvesAfter ?? Duration.minutes(10)).toIso() },
      action: actionGroupIds.map((actionGroupId) => ({ actionGroupId })),
    };
  }

  private constructor(
    readonly name: string,
    readonly expression: string,
    private readonly kind: 'alert' | 'record',
    private readonly props: Partial<AlertRuleProps>,
  ) {}
}
