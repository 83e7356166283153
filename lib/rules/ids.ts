import { READER_RULES } from '../artifact/read/rules';
import { SCHEMA_RULES } from '../schema/report';
import { RULES } from './table';

/** Ids that neither a rule of the table nor readers nor conformance tell, but commands and reports. */
const OTHERS: Readonly<Record<string, string>> = {
  acknowledgement: 'expired malformed unused',
  change: 'destroy replace',
  parity: 'differs',
  policy: 'denied not-evaluated',
  promise: 'broken not-judged',
  secret: 'literal',
};

/** Every id that a finding can have. */
export function ruleIds(): readonly string[] {
  const others = Object.entries(OTHERS).flatMap(([area, words]) => words.split(' ').map((word) => `${area}/${word}`));
  return [...RULES.map(({ id }) => id), ...Object.keys(READER_RULES), ...Object.keys(SCHEMA_RULES), ...others];
}
