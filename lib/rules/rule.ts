import type { FieldPath } from '../artifact/field-path';
import type { Severity } from '../artifact/finding';
import type { ExampleFiles, RuleExample, RuleText } from '../artifact/rule-text';
import type { KubernetesObject, TerraformBlock } from '../artifact/read/model';
import type { World } from '../analysis/world';

/** What a rule speaks of. */
export type Subject = KubernetesObject | TerraformBlock;

/** What a rule says of one subject. */
export type Answer =
  | { readonly verdict: 'compliant' | 'not-applicable'; readonly subject: Subject }
  | { readonly verdict: 'unknown'; readonly subject: Subject; readonly because: string }
  | {
      readonly verdict: 'finding';
      readonly subject: Subject;
      /** Where in the subject's body; a missing field is named by the deepest part that is there. */
      readonly field: FieldPath;
      /** What is wrong here, in place of the rule's own sentence. */
      readonly detail?: string;
      /** In place of the rule's own. */
      readonly fix?: string;
      /** In place of the rule's own. */
      readonly severity?: Severity;
    };

/** Which selections of rules a rule is in. */
export type Profile = 'recommended' | 'strict' | 'azure-safeguards' | 'pss-restricted';

/** Shown by `cdk-aks explain` and run by the tests. */
export interface RuleExamples extends RuleExample {
  /** Files of which the rule says nothing. */
  readonly notApplicable: ExampleFiles;
  /**
   * Files that do not tell; the rule says so.
   * @default - what the rule reads is always in the files
   */
  readonly unknown?: ExampleFiles;
}

/** A rule: data about itself, and one pure function. */
export interface Rule extends RuleText {
  /** Public checks that it answers, by their tool and id: `kube-linter/latest-tag`, `checkov/CKV_K8S_14`. */
  readonly covers?: readonly string[];
  /** Facts of the compatibility list that it holds: `POOL02`. */
  readonly facts?: readonly string[];
  /**
   * Rules, of conformance or of the table, that may say the same of the same place: where one does, this one is not told
   * as well.
   * @default - none does
   */
  readonly saidBy?: readonly string[];
  /** @default recommended and strict */
  readonly profiles?: readonly Profile[];
  readonly examples: RuleExamples;
  readonly check: (world: World) => Iterable<Answer>;
}

export function compliant(subject: Subject): Answer {
  return { verdict: 'compliant', subject };
}

export function notApplicable(subject: Subject): Answer {
  return { verdict: 'not-applicable', subject };
}

/** @param because what the files do not tell: `the pools of its cluster are not in these files` */
export function notKnown(subject: Subject, because: string): Answer {
  return { verdict: 'unknown', subject, because };
}

export function finding(
  subject: Subject,
  field: FieldPath,
  more: { readonly detail?: string; readonly fix?: string; readonly severity?: Severity } = {},
): Answer {
  return { verdict: 'finding', subject, field, ...more };
}
