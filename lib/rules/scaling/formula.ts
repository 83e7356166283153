import { objectIndex } from '../../analysis/objects';
import { asBody, asList } from '../../analysis/workload/workloads';
import type { Body } from '../../artifact/read/model';
import { namesInFormula } from '../../core/formula';
import { closest } from '../../core/suggest';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const scaled = (formula: string): string =>
  object('keda.sh/v1alpha1', 'ScaledObject', 'cart', [
    'spec:',
    '  scaleTargetRef: { name: cart }',
    `  advanced: { scalingModifiers: { formula: "${formula}", target: "5" } }`,
    '  triggers:',
    '    - type: prometheus',
    '      name: requests',
    '      metadata: { serverAddress: "http://prometheus:9090", query: sum(requests), threshold: "3" }',
  ]);

/** KEDA compiles a formula with the names of the triggers, when it is applied: one that is not there stops it all. */
export const formula: Rule = {
  id: 'scaling/formula',
  severity: 'error',
  what: 'reckons with a trigger that is not there',
  why: 'KEDA refuses the whole ScaledObject, and the workload stays at the number of pods it has',
  fix: "Give each trigger of the formula a 'name' that is one word without hyphens, and write it as it is",
  sources: ['KEDA: Scaling Modifiers'],
  examples: {
    failing: { 'cart.yaml': scaled('request / 2') },
    mended: { 'cart.yaml': scaled('requests / 2') },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    for (const scaler of objectIndex(artifacts).ofKind('ScaledObject')) {
      const spec = asBody(scaler.body.spec) ?? {};
      const modifiers = asBody(asBody(spec.advanced)?.scalingModifiers);
      if (modifiers?.formula !== undefined) yield* judge(scaler, faultsOf(modifiers, spec));
    }
  },
};

function faultsOf({ formula: text, target }: Body, spec: Body): readonly Fault[] {
  const at = (field: string) => ['spec', 'advanced', 'scalingModifiers', field];
  const faults: Fault[] = [];
  if (target === undefined) {
    const detail = 'reckons with a formula and aims at nothing: KEDA wants a target';
    faults.push({ field: at('formula'), detail, fix: 'Write target: how much of it one pod can carry' });
  }
  if (typeof text !== 'string' || text.includes('${')) return faults;
  const names = asList(spec.triggers).flatMap((item) => {
    const { type, name } = asBody(item) ?? {};
    return typeof name === 'string' && type !== 'cpu' && type !== 'memory' ? [name] : [];
  });
  for (const name of namesInFormula(text).filter((one) => !names.includes(one))) {
    const near = closest(name, names);
    const detail = `reckons with '${name}', the name of no trigger that a formula can see`;
    faults.push({ field: at('formula'), detail, ...(near ? { fix: `Write '${near}'` } : {}) });
  }
  return faults;
}
