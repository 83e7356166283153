import { RULES } from '../table';
import { AZURE_NOT_COVERED } from './azure';
import { TOOLS } from './catalogue';
import { FACT_AREAS } from './catalogue/facts';
import type { FactArea, Tool } from './catalogue/tool';
import { DIFFERENCES } from './differences';
import { FACTS_NOT_COVERED } from './facts';
import { KUBERNETES_BY_CONFORMANCE, KUBERNETES_NOT_COVERED } from './kubernetes';

/** How a check of a public tool, or a fact of compatibility, is answered: by rules, or by the reason why not. */
export interface Answered {
  /** `kube-linter/latest-tag`, `POOL02`. */
  readonly id: string;
  /** What the check asks for, or what the fact is about. */
  readonly words: string;
  /** Ids of rules, of conformance too. */
  readonly rules: readonly string[];
  /** Why no rule answers it. */
  readonly reason?: string;
  /** Where the public check is itself wrong: what it does, and what the rules do instead. */
  readonly difference?: string;
}

const REASONS: Readonly<Record<string, string>> = {
  ...KUBERNETES_NOT_COVERED,
  ...AZURE_NOT_COVERED,
  ...FACTS_NOT_COVERED,
};

/** Every check of a tool, in the order of its catalogue. */
export function answersOfTool({ id: tool, checks }: Tool): readonly Answered[] {
  return Object.entries(checks).map(([id, words]) => answer(`${tool}/${id}`, words));
}

/** Every fact of an area, in the order of its catalogue. */
export function answersOfArea({ facts }: FactArea): readonly Answered[] {
  return Object.entries(facts).map(([id, words]) => answer(id, words));
}

/** Public checks that a rule answers. */
export function checksOf(rule: string): readonly Answered[] {
  return allChecks().filter(({ rules }) => rules.includes(rule));
}

/** Facts of compatibility that a rule holds. */
export function factsOf(rule: string): readonly Answered[] {
  return allFacts().filter(({ rules }) => rules.includes(rule));
}

export function allChecks(): readonly Answered[] {
  return (checks ??= TOOLS.flatMap(answersOfTool));
}

export function allFacts(): readonly Answered[] {
  return (facts ??= FACT_AREAS.flatMap(answersOfArea));
}

let checks: readonly Answered[] | undefined;
let facts: readonly Answered[] | undefined;

function answer(id: string, words: string): Answered {
  const conformance = KUBERNETES_BY_CONFORMANCE[id];
  const rules = RULES.filter(({ covers = [], facts = [] }) => covers.includes(id) || facts.includes(id));
  const reason = REASONS[id];
  const difference = DIFFERENCES[id];
  return {
    id,
    words,
    rules: [...rules.map((rule) => rule.id), ...(conformance === undefined ? [] : [conformance])],
    ...(reason === undefined ? {} : { reason }),
    ...(difference === undefined ? {} : { difference }),
  };
}
