import type { Body } from '../../artifact/read/model';
import { asBody } from '../../analysis/workload/workloads';
import { updateAt, withoutKeys } from '../body';
import type { Conversion } from './conversion';

/** From `autoscaling/v2beta1`: metrics with a target of their own. Source: k8s.io/api, autoscaling/v2beta1 and v2. */
export const convertAutoscaler: Conversion = (body) =>
  updateAt(body, ['spec', 'metrics'], (metrics) =>
    Array.isArray(metrics) ? metrics.map((metric) => convertMetric(metric)) : metrics,
  );

type MetricConversion = (source: Body) => Body;

const METRICS: Readonly<Record<string, MetricConversion>> = {
  resource: (source) => withTarget(source, 'targetAverageValue'),
  containerResource: (source) => withTarget(source, 'targetAverageValue'),
  pods: ({ metricName, selector, ...source }) =>
    withTarget({ ...metricOf(metricName, selector), ...source }, 'targetAverageValue'),
  external: ({ metricName, metricSelector, ...source }) =>
    withTarget({ ...metricOf(metricName, metricSelector), ...source }, 'targetAverageValue'),
  object: ({ target, metricName, selector, ...source }) =>
    withTarget({ describedObject: target, ...metricOf(metricName, selector), ...source }, 'averageValue'),
};

function convertMetric(metric: unknown): unknown {
  const fields = asBody(metric);
  if (!fields) return metric;
  return Object.entries(METRICS).reduce<Body>(
    (changed, [name, convert]) =>
      updateAt(changed, [name], (source) => (isOld(name, source) ? convert(source as Body) : source)),
    fields,
  );
}

/** Whether a source is written as the old version has it. */
function isOld(name: string, source: unknown): boolean {
  const fields = asBody(source);
  return fields !== undefined && (name === 'object' ? 'metricName' in fields : !('target' in fields));
}

function metricOf(name: unknown, selector: unknown): Body {
  return { metric: { name, ...(selector !== undefined && { selector }) } };
}

const OLD_TARGETS = ['targetAverageUtilization', 'targetAverageValue', 'targetValue', 'averageValue'];

/** The source with its one target; two of them are left for the schema to tell. */
function withTarget(source: Body, average: string): Body {
  const { targetAverageUtilization: share, [average]: amount, targetValue } = source;
  const targets: Body[] = [];
  if (share !== undefined) targets.push({ type: 'Utilization', averageUtilization: share });
  if (amount !== undefined) targets.push({ type: 'AverageValue', averageValue: amount });
  else if (targetValue !== undefined) targets.push({ type: 'Value', value: targetValue });
  return targets.length === 1 ? { ...withoutKeys(source, ...OLD_TARGETS), target: targets[0] } : source;
}
