import type { IConstruct } from 'constructs';
import { NAMESPACE } from '../../core/marks';
import type { Disruption } from '../workload/disruption';
import type { PodSecurityLevel } from './pod-security';

/** What workloads ask of the namespace they are in. */
export interface NamespaceFacts {
  readonly podSecurity: PodSecurityLevel;
  /** Revision of the mesh whose sidecars pods get; undefined without. */
  readonly meshRevision?: string;
  /** For services that say nothing of it themselves. */
  readonly disruption?: Disruption;
}

/** The namespace of this library that a construct is in; undefined in a plain Chart. */
export function namespaceFactsOf(scope: IConstruct): NamespaceFacts | undefined {
  const marked = [...scope.node.scopes].reverse().find((part) => NAMESPACE in part);
  return marked as (IConstruct & NamespaceFacts) | undefined;
}
