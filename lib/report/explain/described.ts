import { diffFiles } from '../../analysis/change/diff';
import { parityOf } from '../../analysis/parity/parity';
import type { Finding } from '../../artifact/finding';
import { type Artifacts, readArtifacts } from '../../artifact/read/artifacts';
import type { InputFile } from '../../artifact/read/model';
import { READER_RULE_TEXTS } from '../../artifact/read/rules';
import type { ExampleFiles, RuleExample, RuleText } from '../../artifact/rule-text';
import { type Answered, checksOf, factsOf } from '../../rules/coverage/answers';
import type { Profile, Rule } from '../../rules/rule';
import { profilesOf, runRules } from '../../rules/run';
import { RULES } from '../../rules/table';
import { conform } from '../../schema/conform';
import { SCHEMA_RULE_TEXTS } from '../../schema/rules';
import { POLICY_RULE_TEXTS } from '../../schema/rules/policies';
import { ACKNOWLEDGEMENT_RULE_TEXTS, DAY_OF_EXAMPLES } from '../acknowledgement-rules';
import { CHANGE_RULE_TEXTS, changeRule } from '../changes/rules';
import { judgeChanges } from '../changes/verdict';
import { printValue } from '../changes/words';
import { OTHER_RULE_TEXTS } from '../other-rules';
import { PARITY_RULE_TEXT } from '../parity/rules';
import { valuesText } from '../parity/text';
import { judgeParity } from '../parity/verdict';
import { attributeText } from '../parity/words';
import { promiseFindings } from '../promise-findings';
import { PROMISE_RULE_TEXTS } from '../promise-rules';
import { judge } from '../verdict';

/** What a rule says of its example, and where. */
export interface Said {
  readonly message: string;
  /** Left out for a change, which is between two files. */
  readonly place?: Pick<Finding, 'file' | 'line' | 'column'>;
}

/** A rule of any kind, as it is told to people. */
export interface DescribedRule extends RuleText {
  /** Left out for rules that are in every profile. */
  readonly profiles?: readonly Profile[];
  /** Public checks that it answers. */
  readonly checks: readonly Answered[];
  /** Facts of compatibility that it holds. */
  readonly facts: readonly Answered[];
  /** Left out where no text can show it. */
  readonly example?: RuleExample;
  /** What the example is compared with: what was deployed before, or another environment. */
  readonly beside?: { readonly title: string; readonly files: ExampleFiles };
  /** What the rule says of files such as its example. */
  readonly says: (files: ExampleFiles) => readonly Said[];
}

/** Every rule, by area and then by name. */
export function describedRules(): readonly DescribedRule[] {
  const all = [
    ...RULES.map(ofTable),
    ...ofConformance(),
    ...ofReading(),
    ...ofChanges(),
    ...ofAcknowledgements(),
    ...ofPromises(),
    ...ofPolicies(),
    ofParity(),
    ...OTHER_RULE_TEXTS.map((rule) => ({ ...rule, checks: [], facts: [], says: () => [] })),
  ];
  const key = (rule: DescribedRule): string => `${areaOf(rule)} ${rule.id}`;
  return all.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

export function areaOf({ id }: Pick<RuleText, 'id'>): string {
  return id.slice(0, id.indexOf('/'));
}

function ofTable(rule: Rule): DescribedRule {
  const { failing, mended } = rule.examples;
  const profiles = profilesOf(rule);
  return {
    ...textOf(rule),
    profiles,
    checks: checksOf(rule.id),
    facts: factsOf(rule.id),
    example: { failing, mended },
    says: (files) => runRules(read(files), profiles[0], [rule]).findings.map(toSaid),
  };
}

function ofConformance(): readonly DescribedRule[] {
  return SCHEMA_RULE_TEXTS.map(({ example, ...rule }) => ({
    ...textOf(rule),
    checks: checksOf(rule.id),
    facts: [],
    example,
    says: (files) => ownSaid(rule.id, conform(read(files)).findings),
  }));
}

function ofReading(): readonly DescribedRule[] {
  return READER_RULE_TEXTS.map(({ example, ...rule }) => ({
    ...textOf(rule),
    checks: [],
    facts: [],
    ...(example === undefined ? {} : { example }),
    says: (files) => ownSaid(rule.id, read(files).diagnostics),
  }));
}

function ofChanges(): readonly DescribedRule[] {
  return CHANGE_RULE_TEXTS.map(({ before, example, ...rule }) => ({
    ...textOf(rule),
    checks: [],
    facts: [],
    beside: { title: 'deployed before', files: before },
    example,
    says: (files) =>
      judgeChanges(diffFiles(toInput(before), toInput(files)), { said: new Map() })
        .filter(({ fails, action }) => fails && changeRule(action) === rule.id)
        .map(({ action, object, because }) => {
          const causes = because.map(
            ({ attribute, from, to }) => `${attribute}: ${printValue(from)} -> ${printValue(to)}`,
          );
          return { message: [`${action} ${object}`, ...causes].join(', ') };
        }),
  }));
}

function ofPolicies(): readonly DescribedRule[] {
  return POLICY_RULE_TEXTS.map(({ example, ...rule }) => ({
    ...textOf(rule),
    checks: [],
    facts: [],
    example,
    says: (files) => ownSaid(rule.id, conform(read(files)).findings),
  }));
}

function ofParity(): DescribedRule {
  const { beside, example, ...rule } = PARITY_RULE_TEXT;
  return {
    ...textOf(rule),
    checks: [],
    facts: [],
    beside: { title: 'the other environment', files: beside },
    example,
    says: (files) => {
      const [a, b] = [read(beside), read(files)];
      const { differences } = judgeParity(parityOf(a, b).differences, [a, b]);
      return differences.map((one) => ({
        message: `${attributeText(one)}: ${valuesText(one, ['there', 'here'])}`,
        ...(one.spotB ? { place: { ...one.spotB, column: 1 } } : {}),
      }));
    },
  };
}

function ofAcknowledgements(): readonly DescribedRule[] {
  return ACKNOWLEDGEMENT_RULE_TEXTS.map(({ example, ...rule }) => ({
    ...textOf(rule),
    checks: [],
    facts: [],
    example,
    says: (files) => ownSaid(rule.id, judge(read(files), { today: DAY_OF_EXAMPLES }).findings),
  }));
}

function ofPromises(): readonly DescribedRule[] {
  return PROMISE_RULE_TEXTS.map(({ example, ...rule }) => ({
    ...textOf(rule),
    checks: [],
    facts: [],
    example,
    says: (files) => ownSaid(rule.id, promiseFindings(read(files))),
  }));
}

function textOf({ id, severity, what, why, fix, sources }: RuleText): RuleText {
  return { id, severity, what, why, fix, sources };
}

function ownSaid(id: string, findings: readonly Pick<Finding, 'rule' | 'message' | 'file' | 'line' | 'column'>[]) {
  return findings.filter(({ rule }) => rule === id).map(toSaid);
}

function toSaid({ message, file, line, column }: Pick<Finding, 'message' | 'file' | 'line' | 'column'>): Said {
  return { message, place: { file, line, column } };
}

function read(files: ExampleFiles): Artifacts {
  return readArtifacts(toInput(files));
}

function toInput(files: ExampleFiles): readonly InputFile[] {
  return Object.entries(files).map(([path, content]) => ({ path, content }));
}
