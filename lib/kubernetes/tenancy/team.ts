import type { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { ICluster } from '../../core/contracts';
import { dnsLabel } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { Namespace, type NamespaceProps } from './namespace';
import { totalOf, type QuotaProps } from './quota';
import { checkRoles, type NamespaceRoles } from './role-bindings';

/** Whose a namespace is, on each of a team's. */
const TEAM_LABEL = 'cdk-aks.dev/team';

export interface TeamProps
  extends NamespaceRoles, Pick<NamespaceProps, 'podSecurity' | 'disruption' | 'defaultRequests'> {
  /**
   * The most that all of the team's namespaces on one cluster may request together. Their quotas are added up when the
   * program has run: more than this is an error.
   * @default - no limit but each namespace's own quota
   */
  readonly budget?: QuotaProps;
  /**
   * Quota of each of its namespaces that has none of its own.
   * @default - what the namespace's own workloads request at their maxima
   */
  readonly quota?: QuotaProps;
  /**
   * Labels of all its namespaces.
   * @default - the team's name, as `cdk-aks.dev/team`
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Those who own applications: their namespaces on any number of clusters, who may do what in them, how much they may
 * request, and what their services do by default when nodes are upgraded.
 *
 * @example
 * const checkout = new Team('checkout', {
 *   editors: ['<Entra group id>'],
 *   budget: { cpu: Cpu.cores(40), memory: Size.gibibytes(96) },
 * });
 * new Shop(checkout.namespace(prod.kubernetes, 'shop'), 'Default', props);
 * new Orders(checkout.namespace(prod.kubernetes, 'orders'), 'Default', props);
 */
export class Team {
  private readonly owned: Namespace[] = [];

  /**
   * @param name a DNS label
   * @throws CdkAksError `name/dns-label`, `namespace/group-id`, `team/budget`
   */
  constructor(
    readonly name: string,
    private readonly props: TeamProps = {},
  ) {
    const problems = new Problems();
    problems.attempt('name', () => dnsLabel(name, 'name'));
    problems.attempt(undefined, () => checkRoles(props));
    const pods = props.budget?.pods;
    if (pods !== undefined && !(Number.isSafeInteger(pods) && pods >= 0)) {
      problems.add({
        property: 'budget.pods',
        value: pods,
        rule: 'is not a whole number from 0',
        fix: 'Write a whole number',
        code: 'team/budget',
      });
    }
    problems.throwIfAny();
  }

  /** Its namespaces so far, on all clusters. */
  get namespaces(): readonly Namespace[] {
    return [...this.owned];
  }

  /**
   * A namespace of the team. The groups of its props are added to the team's; everything else there wins over the team's.
   * Members may fetch the kubeconfig of a cluster that this program creates.
   *
   * @param id the name of the namespace: a DNS label
   * @throws CdkAksError as `Namespace` does
   */
  namespace(scope: Construct, id: string, props: NamespaceProps = {}): Namespace {
    const { props: team } = this;
    const both = (name: keyof NamespaceRoles) => [...new Set([...(team[name] ?? []), ...(props[name] ?? [])])];
    const roles = { admins: both('admins'), editors: both('editors'), viewers: both('viewers') };
    const namespace = new Namespace(scope, id, {
      ...props,
      ...roles,
      podSecurity: props.podSecurity ?? team.podSecurity,
      quota: props.quota ?? team.quota,
      defaultRequests: props.defaultRequests ?? team.defaultRequests,
      disruption: props.disruption ?? team.disruption,
      labels: { [TEAM_LABEL]: this.name, ...team.labels, ...props.labels },
    });
    for (const group of Object.values(roles).flat()) namespace.cluster?.grantUser?.(group);
    const { budget } = team;
    if (budget && !this.owned.some(({ cluster }) => cluster === namespace.cluster)) {
      addCheck(namespace, (problems) => this.checkBudget(namespace.cluster, budget, problems));
    }
    this.owned.push(namespace);
    return namespace;
  }

  /** Told once for each cluster, at the team's first namespace there. */
  private checkBudget(cluster: ICluster | undefined, budget: QuotaProps, problems: Problems): void {
    const here = this.owned.filter((namespace) => namespace.cluster === cluster);
    const parts = here.map((namespace) => ({ name: namespace.namespaceName, limits: namespace.quotaLimits() }));
    const unlimited = parts.filter(({ limits }) => !limits).map(({ name }) => `'${name}'`);
    if (unlimited.length > 0) {
      problems.add({
        property: 'quota',
        rule: `is off in ${unlimited.join(', ')}, so that the budget of team '${this.name}' holds nobody back`,
        fix: 'Give each of its namespaces a quota, or leave out the budget',
        code: 'team/no-quota',
      });
    }
    const known = parts.flatMap(({ name, limits }) => (limits ? [{ name, limits }] : []));
    const total = totalOf(known.map(({ limits }) => ({ ...limits, pods: 1 })));
    const sums = {
      cpu: total.cpu,
      memory: total.memory,
      pods: known.reduce((sum, { limits }) => sum + limits.pods, 0),
    };
    for (const what of ['cpu', 'memory', 'pods'] as const) {
      if (budget[what] === undefined || compare(sums[what], budget[what]) <= 0) continue;
      const shares = known.map(({ name, limits }) => `${name} ${String(limits[what])}`).join(', ');
      problems.add({
        property: `budget.${what}`,
        value: String(budget[what]),
        rule: `of team '${this.name}' is below the quotas of its namespaces${cluster ? ` on cluster '${cluster.clusterName}'` : ''}: ${shares}, together ${String(sums[what])}`,
        fix: 'Raise the budget, or lower the maxima of the workloads or the quotas',
        code: 'team/over-budget',
      });
    }
  }
}

type Amount = NonNullable<QuotaProps[keyof QuotaProps]>;

/** Both of one kind. */
function compare(a: Amount, b: Amount): number {
  return typeof a === 'number' ? a - Number(b) : a.compare(b as never);
}
