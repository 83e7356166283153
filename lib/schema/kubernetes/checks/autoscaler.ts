import type { Report } from '../../report';
import { indexed, isSet } from './values';

/** Field that describes a metric, by its type. */
const FIELD_OF_TYPE: Readonly<Record<string, string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

export function checkAutoscaler({ minReplicas, maxReplicas, metrics }: Record<string, unknown>, report: Report): void {
  if (typeof minReplicas === 'number' && typeof maxReplicas === 'number' && maxReplicas < minReplicas) {
    report.add('schema/invalid', `is ${maxReplicas} but must be at least minReplicas (${minReplicas})`, {
      at: ['maxReplicas'],
    });
  }
  for (const [index, metric] of indexed(metrics)) {
    const type = String(metric.type);
    const field = Object.hasOwn(FIELD_OF_TYPE, type) ? FIELD_OF_TYPE[type] : undefined;
    if (field !== undefined && !isSet(metric[field])) {
      report.add('schema/required', `is required for a metric of type ${type}`, { at: ['metrics', index, field] });
    }
    for (const other of Object.values(FIELD_OF_TYPE)) {
      if (other !== field && field !== undefined && isSet(metric[other])) {
        report.add('schema/conflict', `does not belong to a metric of type ${type}`, { at: ['metrics', index, other] });
      }
    }
  }
}

/** Value that a target holds, by its type. */
const VALUE_OF_TYPE: Readonly<Record<string, string>> = {
  AverageValue: 'averageValue',
  Utilization: 'averageUtilization',
  Value: 'value',
};

export function checkMetricTarget(target: Record<string, unknown>, report: Report): void {
  const type = String(target.type);
  const field = Object.hasOwn(VALUE_OF_TYPE, type) ? VALUE_OF_TYPE[type] : undefined;
  if (field !== undefined && !isSet(target[field])) {
    report.add('schema/required', `is required for a target of type ${type}`, { at: [field] });
  }
}
