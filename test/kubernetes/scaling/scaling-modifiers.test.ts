import type { kedaSh } from '../../../lib/kubernetes/api';
import { Cpu } from '../../../lib/core/cpu';
import { Percent } from '../../../lib/core/percent';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import type { EventScaleProps } from '../../../lib/kubernetes/scaling/scaled-object';
import { Trigger } from '../../../lib/kubernetes/scaling/trigger';
import { messageOf, only, orders } from './world';

const query = (name?: string): Trigger =>
  Trigger.prometheus({
    name,
    serverAddress: 'http://prometheus.monitoring.svc:9090',
    query: 'sum(jobs)',
    threshold: 5,
  });
const triggers = [query('orders'), query('returns'), Trigger.cpu(Percent.of(60))];
const scale = (formula: string, more: Partial<EventScaleProps> = {}): Scale =>
  Scale.onEvents({ min: 0, max: 30, triggers, scalingModifiers: { formula, target: 5 }, ...more });
const problem = (formula: string, more?: Partial<EventScaleProps>): string[] =>
  messageOf(() => scale(formula, more)).split('\n');

describe('Scaling modifiers', () => {
  it('are rendered beside the autoscaler', () => {
    const workload = orders();
    Scale.onEvents({
      min: 0,
      max: 30,
      triggers,
      scalingModifiers: { formula: '(orders + returns) / 2', target: 2.5, activationTarget: 1, metricType: 'Value' },
      fallback: { failureThreshold: 3, replicas: 4, behavior: 'scalingModifiers' },
    }).bind(workload, { cpu: Cpu.millis(100) });

    const { advanced, fallback } = only<kedaSh.ScaledObject>(workload, 'ScaledObject').spec;
    expect(advanced?.scalingModifiers).toEqual({
      formula: '(orders + returns) / 2',
      target: '2.5',
      activationTarget: '1',
      metricType: 'Value',
    });
    expect(fallback).toEqual({ failureThreshold: 3, replicas: 4, behavior: 'scalingModifiers' });
  });

  it.each([
    'orders',
    'max(orders, returns)',
    'orders > 5 ? orders : returns',
    '(orders ?? 0) + returns',
    'let all = orders + returns; all / 2',
    'orders < 2 and not (returns > 1e3) ? 10 : 5',
    'orders + (true ? returns : 0) /* "unknown" */ * 1.5',
    '"text" == "text" ? orders : returns',
  ])('take %s', (formula) => {
    expect(() => scale(formula)).not.toThrow();
  });

  it('refuse names of no trigger', () => {
    expect(problem('orders + return')).toEqual([
      "'scalingModifiers.formula' (return) is the name of no trigger. Did you mean 'returns'? (scale/formula)",
    ]);
    expect(problem('queue', { triggers: [query()] })).toEqual([
      "'scalingModifiers.formula' (queue) is the name of no trigger. Give the triggers a 'name' each, and use those. (scale/formula)",
    ]);
    expect(problem('orders + cpu')).toEqual([
      "'scalingModifiers.formula' (cpu) is CPU or memory, which the formula cannot see. Leave it out. (scale/formula)",
    ]);
  });

  it('refuse a name that would be read as a subtraction', () => {
    expect(problem('new-orders + returns', { triggers: [query('new-orders'), query('returns')] })).toEqual([
      "'scalingModifiers.formula' (new-orders) is the name of a trigger and is read as a subtraction or a number. Name it without hyphens. (scale/formula)",
    ]);
  });

  it('refuse nothing, a formula without triggers, targets of nothing, and a fallback without formula', () => {
    expect(problem(' ')).toEqual([
      "'scalingModifiers.formula' ( ) is empty. Write what is reckoned, such as (orders + returns) / 2. (scale/formula)",
    ]);
    expect(problem('2 * 3')).toEqual([
      "'scalingModifiers.formula' (2 * 3) names no trigger. Write one of orders, returns. (scale/formula)",
    ]);
    expect(problem('orders', { scalingModifiers: { formula: 'orders', target: 0, activationTarget: -1 } })).toEqual([
      "'scalingModifiers.target' (0) is not a number above 0. Write more than 0. (trigger/threshold)",
      "'scalingModifiers.activationTarget' (-1) is not a number from 0. Write 0 or more. (trigger/threshold)",
    ]);
    const fallback = { failureThreshold: 3, replicas: 4, behavior: 'scalingModifiers' } as const;
    expect(messageOf(() => Scale.onEvents({ min: 0, max: 30, triggers, fallback }))).toBe(
      "'fallback.behavior' (scalingModifiers) reckons with a formula, and there is none. Write scalingModifiers: { formula, target }, or leave it out. (scale/fallback)",
    );
  });
});
