import { given, grantsOf, type Grant, type Right } from '../../analysis/rights';
import { judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';

/** Rules about what a role gives: data, and the examples made of it. */
export type GrantRule = Omit<Rule, 'check' | 'examples'> & {
  readonly rights: readonly Right[];
  /** Grants that are fine all the same. */
  readonly except?: (grant: Grant) => boolean;
  /** An entry of a role that has the right, and one that has not. */
  readonly failing: string;
  readonly mended: string;
};

/** A role `tool` with one entry, in flow style. */
export function role(entry: string, kind: 'Role' | 'ClusterRole' = 'ClusterRole'): string {
  return object(
    'rbac.authorization.k8s.io/v1',
    kind,
    'tool',
    ['rules:', `  - ${entry}`],
    kind === 'Role' ? 'shop' : '',
  );
}

/**
 * Finds the entries of roles that give a right to whoever is bound to them. What gives everything is told once, by the rule
 * about wildcards, and not again by every one of these.
 */
export function grantRule({ rights, except = () => false, failing, mended, ...rule }: GrantRule): Rule {
  return {
    ...rule,
    examples: {
      failing: { 'tool.yaml': role(failing) },
      mended: { 'tool.yaml': role(mended) },
      notApplicable: { 'settings.yaml': object('v1', 'ConfigMap', 'settings', ['data: { theme: dark }']) },
    },
    check: (world) =>
      judgeKinds(world, ['Role', 'ClusterRole'], (role) =>
        grantsOf(role)
          .filter((grant) => !givesEverything(grant) && !except(grant))
          .flatMap((grant) => {
            const found = rights.flatMap((right) => given(grant, right) ?? []);
            const what = [...new Set(found.map(({ verbs, resources }) => `${verbs} on ${resources}`))].join('; ');
            return found.length === 0 ? [] : [{ field: grant.field, detail: `${rule.what}: ${what}` }];
          }),
      ),
  };
}

function givesEverything({ verbs, resources, groups }: Grant): boolean {
  return [verbs, resources, groups].every((list) => list.includes('*'));
}
