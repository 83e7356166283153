import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import type { Direction } from '../isolation';
import type { Reachability } from './reachability';

/** What policies leave out, and which of them do nothing. */
export interface Coverage {
  /** Policies that select no pod of the files. */
  readonly selectNothing: readonly KubernetesObject[];
  /** Rules whose peers or ports are met by nobody, though the files have the namespaces that they mean. */
  readonly matchNothing: readonly { readonly policy: KubernetesObject; readonly field: FieldPath }[];
  /** Workloads for which a direction is not closed by any policy that is enforced. */
  readonly open: readonly { readonly workload: string; readonly direction: Direction }[];
}

export function coverageOf({ classes, policies, closed }: Reachability): Coverage {
  const rules = policies.flatMap(({ rules, selected }) =>
    selected.isEmpty ? [] : rules.map((rule) => ({ rule, selected })),
  );
  return {
    selectNothing: policies.filter(({ selected }) => selected.isEmpty).map(({ object }) => object),
    matchNothing: rules.flatMap(({ rule, selected }) => {
      const called = rule.direction === 'Ingress' ? selected : rule.pods;
      const meetsPods = !rule.pods.isEmpty && [...called.members()].some((at) => !rule.portsAt(classes[at]).isEmpty);
      const meetsOutside =
        rule.outside.length > 0 && (rule.direction === 'Egress' ? !rule.portsAt(undefined).isEmpty : true);
      return meetsPods || meetsOutside || !rule.isOfKnownNamespaces ? [] : [{ policy: rule.policy, field: rule.field }];
    }),
    open: (['Ingress', 'Egress'] as const).flatMap((direction) =>
      classes.flatMap(({ members }, at) =>
        closed(direction).has(at) ? [] : members.map((workload) => ({ workload, direction })),
      ),
    ),
  };
}
