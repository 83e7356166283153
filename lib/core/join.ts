import type { Construct, IConstruct } from 'constructs';
import type { ICluster } from './contracts';
import { invalid } from './errors';
import type { PromiseRecord } from './promises';

/** A property that a program set past the typed surface, with its reason; listed in every report. */
export interface OverrideRecord {
  /** Construct path. */
  readonly path: string;
  readonly property: string;
  readonly reason: string;
}

/** Something a team accepts on purpose: the rule, where, why, and until when. */
export interface Acknowledgement {
  /** Construct path. */
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
  /** ISO date. @default - for good */
  readonly until?: string;
}

/** Where Flux applies a cluster's manifests, so that late values can be handed to it. */
export interface GitOpsBinding {
  readonly cluster: ICluster;
  /** Folder of the repository that holds the cluster's manifests. */
  readonly repositoryPath: string;
}

/**
 * What an App knows that no single construct can: it joins the Terraform tree with the Kubernetes tree.
 * The platform implements it; constructs of both halves reach it through their root.
 */
export interface Join {
  /** Folder of the program: home of its lock files. */
  readonly directory: string;
  /** The same as Terraform sees it from a stack's folder, `../../../..`, with `/` on every system. */
  readonly programFromStack: string;
  /** The Kubernetes scope of a cluster, made on first use. */
  kubernetesScope(cluster: ICluster): Construct;
  /** The cluster that a construct of the Kubernetes tree belongs to. */
  clusterOf(scope: IConstruct): ICluster | undefined;
  /** Prefixes recorded by earlier runs, by construct path of the subnet. */
  recordedPrefix(path: string): string | undefined;
  /** Records a prefix for the lock file. */
  recordPrefix(path: string, prefix: string): void;
  recordOverride(record: OverrideRecord): void;
  acknowledge(acknowledgement: Acknowledgement): void;
  /** Records a promise; by a function where it is complete only once addresses are planned. Saying it again changes nothing. */
  promise(record: PromiseRecord | (() => PromiseRecord)): void;
  /** Says that Flux applies this cluster's folder. */
  bindGitOps(binding: GitOpsBinding): void;
  /** Late values of a cluster's manifests as Flux must substitute them: name to Terraform expression. Complete once manifests are rendered. */
  lateValuesOf(cluster: ICluster): Readonly<Record<string, string>>;
  /** Folders below a cluster's own, in the order in which they must be applied. Complete once manifests are rendered. */
  foldersOf(cluster: ICluster): readonly ManifestFolder[];
}

/** One folder of manifests of a cluster. */
export interface ManifestFolder {
  /** `_cluster`, or the namespace's name. */
  readonly name: string;
  readonly infrastructure: boolean;
}

// On the roots themselves, under a registered symbol: two copies of this package in one program still meet.
const JOIN = Symbol.for('cdk-aks.join');

/** Called by the App, once for each of its two trees. */
export function bindJoin(root: IConstruct, join: Join): void {
  Object.defineProperty(root, JOIN, { value: join });
}

/** The join of the App that a construct belongs to; undefined in a plain cdktf or cdk8s App. */
export function joinOf(scope: IConstruct): Join | undefined {
  return (scope.node.root as { [JOIN]?: Join })[JOIN];
}

/** @throws CdkAksError `app/join-needed` in a plain cdktf or cdk8s App */
export function requireJoin(scope: IConstruct, what: string): Join {
  const join = joinOf(scope);
  if (!join) {
    throw invalid(scope, {
      rule: `${what} joins Terraform with Kubernetes, and this construct is in a plain cdktf or cdk8s App`,
      fix: 'Create the program with `new AksApp()` in place of `new App()`',
      code: 'app/join-needed',
    });
  }
  return join;
}
