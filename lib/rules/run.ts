import { worldOf } from '../analysis/world';
import { compareFindings, type Finding } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import type { Answer, Profile, Rule, Subject } from './rule';
import { RULES } from './table';

/** A question that the files do not answer. */
export interface OpenQuestion {
  readonly rule: string;
  readonly object: string;
  readonly file: string;
  /** Construct that rendered the object, where the artifacts tell. */
  readonly path?: string;
  readonly because: string;
}

export interface RuleResults {
  readonly findings: readonly Finding[];
  readonly open: readonly OpenQuestion[];
  /** Ids of the rules of the profile. */
  readonly asked: readonly string[];
  /** Ids of all rules. */
  readonly known: readonly string[];
}

/** Asks every rule of a profile. A rule that throws is told as broken, never passed. */
export function runRules(artifacts: Artifacts, profile: Profile = 'recommended', rules = RULES): RuleResults {
  const world = worldOf(artifacts);
  const findings: Finding[] = [];
  const open: OpenQuestion[] = [];
  const asked = rules.filter((rule) => profilesOf(rule).includes(profile));
  for (const rule of asked) {
    try {
      for (const answer of rule.check(world)) {
        if (answer.verdict === 'finding') findings.push(toFinding(rule, answer, artifacts));
        else if (answer.verdict === 'unknown') {
          const { subject, because } = answer;
          const { path, source } = subject;
          open.push({ rule: rule.id, object: nameOf(subject), file: source.file, path, because });
        }
      }
    } catch (error) {
      findings.push(broken(rule, error));
    }
  }
  const idsOf = (list: readonly Rule[]): readonly string[] => list.map(({ id }) => id);
  return { findings: findings.sort(compareFindings), open, asked: idsOf(asked), known: idsOf(rules) };
}

export function profilesOf(rule: Rule): readonly Profile[] {
  return rule.profiles ?? ['recommended', 'strict'];
}

function toFinding(rule: Rule, answer: Answer & { verdict: 'finding' }, artifacts: Artifacts): Finding {
  const { subject, field } = answer;
  return {
    rule: rule.id,
    severity: answer.severity ?? rule.severity,
    message: answer.detail ?? rule.what,
    why: rule.why,
    fix: answer.fix ?? rule.fix,
    object: nameOf(subject),
    path: subject.path,
    ...artifacts.position(subject.source, field),
  };
}

function broken(rule: Rule, error: unknown): Finding {
  return {
    rule: rule.id,
    severity: 'error',
    message: `the rule itself failed: ${error instanceof Error ? error.message : String(error)}`,
    fix: 'Report it with the files that it failed on; until then this rule says nothing',
    object: rule.id,
    file: '',
    line: 1,
    column: 1,
  };
}

/** `apps/v1/Deployment/shop/cart`, `azurerm_subnet.nodes`. */
export function nameOf(subject: Subject): string {
  return 'address' in subject ? subject.address : subject.id;
}
