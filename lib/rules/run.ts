import { worldOf } from '../analysis/world';
import { compareFindings, type Finding } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import type { Answer, Profile, Rule, Subject } from './rule';
import { RULES } from './table';

/** A question that the files do not answer. */
export interface OpenQuestion {
  readonly rule: string;
  readonly object: string;
  readonly because: string;
}

export interface RuleResults {
  readonly findings: readonly Finding[];
  readonly open: readonly OpenQuestion[];
}

/** Asks every rule of a profile. A rule that throws is told as broken, never passed. */
export function runRules(artifacts: Artifacts, profile: Profile = 'recommended', rules = RULES): RuleResults {
  const world = worldOf(artifacts);
  const findings: Finding[] = [];
  const open: OpenQuestion[] = [];
  for (const rule of rules.filter((rule) => profilesOf(rule).includes(profile))) {
    try {
      for (const answer of rule.check(world)) {
        if (answer.verdict === 'finding') findings.push(toFinding(rule, answer, artifacts));
        else if (answer.verdict === 'unknown') {
          open.push({ rule: rule.id, object: nameOf(answer.subject), because: answer.because });
        }
      }
    } catch (error) {
      findings.push(broken(rule, error));
    }
  }
  return { findings: findings.sort(compareFindings), open };
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
