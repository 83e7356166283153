/** What a public tool checks. */
export interface Tool {
  /** What stands in front of its ids: `kube-linter`. */
  readonly id: string;
  /** As a heading: `kube-linter 0.8.3`. */
  readonly title: string;
  /** By the tool's own id: what the check asks for, in a few words of ours. */
  readonly checks: Readonly<Record<string, string>>;
}

/** Facts about what AKS features require, exclude or ignore, of one area. */
export interface FactArea {
  readonly title: string;
  /** By id: what the fact is about, in a few words of ours. */
  readonly facts: Readonly<Record<string, string>>;
}
