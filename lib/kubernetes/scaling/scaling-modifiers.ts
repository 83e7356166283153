import { type Problems } from '../../core/errors';
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

/** Words of the formula's language that name no trigger. Expr: "Language Definition". */
const KEYWORDS = new Set([
  'true',
  'false',
  'nil',
  'not',
  'and',
  'or',
  'in',
  'let',
  'if',
  'else',
  'matches',
  'contains',
]);
const IDENTIFIER = /[A-Za-z_]\w*/g;

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
  const used = namesIn(formula, names);
  const unknown = used.filter((name) => !names.includes(name));
  for (const name of unknown) {
    const measured = triggers.some(({ wakes, parts }) => !wakes && (parts.name === name || parts.type === name));
    refuse(
      name,
      measured ? 'is CPU or memory, which the formula cannot see' : 'is the name of no trigger',
      measured ? 'Leave it out' : didYouMean(name, names).trim() || nameFix(names),
    );
  }
  if (used.length === 0) refuse(formula, 'names no trigger', nameFix(names));
}

function nameFix(names: readonly string[]): string {
  return names.length > 0 ? `Write one of ${names.join(', ')}` : "Give the triggers a 'name' each, and use those";
}

/** Identifiers that stand for a number: no function, no field, no text, and nothing that `let` makes. */
function namesIn(formula: string, known: readonly string[]): readonly string[] {
  const plain = formula.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, ' ');
  const made = new Set([...plain.matchAll(/\blet\s+([A-Za-z_]\w*)/g)].map(([, name]) => name));
  const found = [...plain.matchAll(IDENTIFIER)].flatMap((match) => {
    const [name] = match;
    const before = plain.slice(0, match.index).trimEnd();
    const after = plain.slice(match.index + name.length).trimStart();
    const isFunction = after.startsWith('(');
    const isField = before.endsWith('.') || /\d$/.test(plain.slice(0, match.index));
    const isPartOfName = known.some((one) => one.includes('-') && one.split('-').includes(name));
    return isFunction || isField || isPartOfName || KEYWORDS.has(name) || made.has(name) ? [] : [name];
  });
  return [...new Set(found)];
}

export function renderScalingModifiers(modifiers: ScalingModifiers): kedaSh.ScaledObjectSpecAdvancedScalingModifiers {
  const { formula, target, activationTarget = 0, metricType = 'AverageValue' } = modifiers;
  return { formula, target: String(target), activationTarget: String(activationTarget), metricType };
}
