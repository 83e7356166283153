import type { RuleExample, RuleText } from '../../artifact/rule-text';
import { SCHEMA_RULES } from '../report';
import type { SchemaRuleDescription } from './description';
import { EXPRESSION_RULES } from './expressions';
import { FIELD_RULES } from './fields';
import { OBJECT_RULES, TOGETHER_RULES } from './together';
import { VALUE_RULES } from './values';

const DESCRIPTIONS: Readonly<Record<keyof typeof SCHEMA_RULES, SchemaRuleDescription>> = {
  ...FIELD_RULES,
  ...VALUE_RULES,
  ...TOGETHER_RULES,
  ...OBJECT_RULES,
  ...EXPRESSION_RULES,
};

/** A rule of conformance, and an example of it. */
export interface SchemaRuleText extends RuleText {
  readonly example: RuleExample;
}

/** Every rule of conformance as it is told to people. */
export const SCHEMA_RULE_TEXTS: readonly SchemaRuleText[] = Object.entries(SCHEMA_RULES).map(([id, facts]) => ({
  id,
  ...facts,
  ...DESCRIPTIONS[id as keyof typeof SCHEMA_RULES],
}));
