import { RULES } from './table';

/** Ids that others than a rule of the table tell: readers, conformance, commands, and reports about acknowledgements. */
const OTHERS: Readonly<Record<string, string>> = {
  acknowledgement: 'expired malformed unused',
  change: 'destroy replace',
  parity: 'differs',
  policy: 'denied not-evaluated',
  read: 'complex-key cycle duplicate-key encoding expansion file hcl json kustomize-part link nul override reserved-key template terraform too-deep too-large too-many yaml',
  schema:
    'any-of conflict count deprecated duplicate enum expression format invalid label length name namespace not-enabled one-of pattern range read-only reference removed-kind required required-with sensitive-literal type unknown-field unknown-kind',
  secret: 'literal',
};

/** Every id that a finding can have. */
export function ruleIds(): readonly string[] {
  const others = Object.entries(OTHERS).flatMap(([area, words]) => words.split(' ').map((word) => `${area}/${word}`));
  return [...RULES.map(({ id }) => id), ...others];
}
