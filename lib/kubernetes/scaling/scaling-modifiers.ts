import type { Problems } from '../../core/errors';
import { namesInFormula } from '../../core/formula';
import { didYouMean } from '../../core/suggest';
import type { kedaSh } from '../api';
import type { Trigger } from './trigger';
import { checkThreshold, type TriggerMetricType } from './triggers/parts';

/** One number made of the triggers' numbers, which alone decides. KEDA: "Scaling Modifiers". */
export interface ScalingModifiers {
  /**
   * What is reckoned, in the words of triggers that have a name: `max(orders, returns) / 2`. Not of CPU and memory.
   */
  readonly formula: string;

  /** How much of it one pod can carry; above 0. */
  readonly target: number;

  /**
   * How much of it wakes a workload at zero.
   * @default 0
   */
  readonly activationTarget?: number;

  /**
   * `Value` holds the number itself at the target, `AverageValue` its share per pod.
   * @default 'AverageValue'
   */
  readonly metricType?: TriggerMetricType;
}

/** Collects what KEDA would refuse, and what its formula would never see. */
export function checkScalingModifiers(
  problems: Problems,
  modifiers: ScalingModifiers,
  triggers: readonly Trigger[],
): void {
  const { formula, target, activationTarget } = modifiers;
  checkThreshold(problems, 'scalingModifiers.target', target);
  checkThreshold(problems, 'scalingModifiers.activationTarget', activationTarget, { zero: true });
  const refuse = (value: unknown, rule: string, fix: string): void =>
    problems.add({ property: 'scalingModifiers.formula', value, rule, fix, code: 'scale/formula' });
  if (formula.trim() === '') {
    refuse(formula, 'is empty', 'Write what is reckoned, such as (orders + returns) / 2');
    return;
  }
  const named = triggers.filter(({ wakes, parts }) => wakes && parts.name !== undefined);
  const names = named.map(({ parts }) => parts.name ?? '');
  for (const name of names.filter((one) => !/^[a-z]\w*$/.test(one))) {
    if (!formula.includes(name)) continue;
    refuse(name, 'is the name of a trigger and is read as a subtraction or a number', 'Name it without hyphens');
  }
  // The parts of a name with hyphens are told once, as that name.
  const parts = new Set(names.filter((name) => name.includes('-')).flatMap((name) => name.split('-')));
  const used = namesInFormula(formula).filter((name) => !parts.has(name));
  const unknown = used.filter((name) => !names.includes(name));
  for (const name of unknown) {
    const measured = triggers.some(({ wakes, parts }) => !wakes && (parts.name === name || parts.type === name));
    refuse(
      name,
      measured ? 'is CPU or memory, which the formula cannot see' : 'is the name of no trigger',
      measured ? 'Leave it out' : didYouMean(name, names).trim() || nameFix(names),
    );
  }
  if (used.length + parts.size === 0) refuse(formula, 'names no trigger', nameFix(names));
}

function nameFix(names: readonly string[]): string {
  return names.length > 0 ? `Write one of ${names.join(', ')}` : "Give the triggers a 'name' each, and use those";
}

export function renderScalingModifiers(modifiers: ScalingModifiers): kedaSh.ScaledObjectSpecAdvancedScalingModifiers {
  const { formula, target, activationTarget = 0, metricType = 'AverageValue' } = modifiers;
  return { formula, target: String(target), activationTarget: String(activationTarget), metricType };
}
