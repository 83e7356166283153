import type { Severity } from './finding';

/** What a rule of any kind says about itself: shown by `cdk-aks explain` and in docs/rules.md. */
export interface RuleText {
  /** `area/words`. */
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong, as the rest of a sentence about the subject: `runs as root`. */
  readonly what: string;
  /** What may happen because of it. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
  /** Documents it comes from: `Azure: Reliability in AKS`, `Kubernetes: Pod Security Standards`. */
  readonly sources: readonly string[];
}

/** A small folder of files, by path: `shop.yaml`, `cdk.tf.json`. */
export type ExampleFiles = Readonly<Record<string, string>>;

/** Shown by `cdk-aks explain` and run by the tests. */
export interface RuleExample {
  readonly failing: ExampleFiles;
  readonly mended: ExampleFiles;
}
