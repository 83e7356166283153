import { Token } from 'cdktf';
import type { ICluster } from '../../core/contracts';
import type { Problems } from '../../core/errors';
import type { IAzureService } from '../../core/service-contracts';
import { isIpv4 } from '../../core/ipv4';
import { cloudFacts } from '../clouds';
import { egressNeedsOf } from './cluster-needs';
import { egressHosts, type EgressNeed } from './egress-needs';
import { applicationRule, baseRule, hostRules, networkRule, sourcesOf } from './firewall-rules';

/** What the rules must know of a registry. */
export interface PulledRegistry extends IAzureService {
  readonly registryName: string;
  readonly loginServer: string;
}

/** What of a cluster's traffic its firewall can't know by itself. */
export interface ClusterEgressOptions {
  /**
   * Registries that its nodes pull from over the internet; one with a private endpoint needs no rule.
   * @default - none
   */
  readonly registries?: readonly PulledRegistry[];
  /**
   * Needs besides those that are read from the cluster: for a cluster that was brought, all of them.
   * @default - none
   */
  readonly needs?: readonly EgressNeed[];
  /**
   * Needs that rules of the program cover.
   * @default - none
   */
  readonly covered?: readonly EgressNeed[];
  /**
   * DNS servers that its nodes reach through the firewall.
   * @default - none
   */
  readonly dnsServers?: readonly string[];
}

/** The rules that one cluster needs, as far as its features tell. Complete once the program has run. */
export class ClusterRules {
  constructor(
    private readonly cluster: ICluster,
    private readonly options: ClusterEgressOptions,
  ) {}

  readonly application = (): readonly object[] => {
    const from = sourcesOf(this.cluster);
    return [
      baseRule(from),
      ...this.needs.flatMap((need) => hostRules(need, from, egressHosts(need, this.cluster) ?? { https: [] })),
      ...(this.options.registries ?? [])
        .filter(({ privateRanges }) => privateRanges.length === 0)
        .map((registry) => applicationRule(`registry-${registry.registryName}`, { from, to: this.hostsOf(registry) })),
    ];
  };

  readonly network = (): readonly object[] => {
    const { dnsServers = [] } = this.options;
    if (dnsServers.length === 0) return [];
    const rule = { from: sourcesOf(this.cluster), to: dnsServers, ports: [53], protocols: ['UDP', 'TCP'] as const };
    return [networkRule('dns', rule)];
  };

  /** Adds `firewall/sources-unknown`, `firewall/needs-unknown` for hosts that Azure tells for the public cloud only, and `network/dns-server`. */
  check(problems: Problems): void {
    const { clusterName, cloud } = this.cluster;
    if (sourcesOf(this.cluster).length === 0) {
      problems.add({
        property: 'allowCluster',
        value: clusterName,
        rule: 'tells no range of its nodes, so that no rule could hold for it',
        fix: 'Give nodeCidrs where it is brought',
        code: 'firewall/sources-unknown',
      });
    }
    const unknown = this.needs.filter((need) => egressHosts(need, this.cluster) === undefined);
    if (unknown.length > 0) {
      problems.add({
        property: 'allowCluster',
        value: clusterName,
        rule: `needs hosts for ${unknown.join(', ')}, which Azure names for the public cloud only, and this is '${cloud}'`,
        fix: 'Allow them with addApplicationRule, and name the needs in covered',
        code: 'firewall/needs-unknown',
      });
    }
    for (const server of (this.options.dnsServers ?? []).filter((one) => !Token.isUnresolved(one) && !isIpv4(one))) {
      problems.add({
        property: 'dnsServers',
        value: server,
        rule: 'is not an IPv4 address',
        fix: 'Write one such as 10.20.0.4',
        code: 'network/dns-server',
      });
    }
  }

  private get needs(): readonly EgressNeed[] {
    const all = new Set([...egressNeedsOf(this.cluster), ...(this.options.needs ?? [])]);
    return [...all].filter((need) => !this.options.covered?.includes(need)).sort();
  }

  /** Layers come from storage of Azure, unless the registry gives its data hosts of its own. */
  private hostsOf(registry: PulledRegistry): readonly string[] {
    return [registry.loginServer, `*.blob.${cloudFacts(this.cluster.cloud).storageSuffix}`];
  }
}
