import { ApiObject, type App as Cdk8sApp, Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RenderedFile } from '../artifact/files';
import type { ICluster } from '../core/contracts';
import { CdkAksError, pathOf } from '../core/errors';
import type { Acknowledgement, GitOpsBinding, Join, ManifestFolder, OverrideRecord } from '../core/join';
import type { PromiseRecord } from '../core/promises';
import { ClusterManifests } from './cluster-manifests';
import { LateValues } from './late-values';

/** Name of the file that pins address ranges, beside the program. */
export const ADDRESS_LOCK = 'addresses.lock.json';

/** Folder of a cluster's cluster-wide objects. */
const CLUSTER_WIDE = '_cluster';

/** The App's side of what its constructs share. */
export class AppJoin implements Join {
  readonly overrides: OverrideRecord[] = [];
  readonly acknowledgements: Acknowledgement[] = [];
  private readonly promised: (() => PromiseRecord)[] = [];
  private readonly manifests = new Map<ICluster, ClusterManifests>();
  private readonly late = new Map<ICluster, LateValues>();
  private readonly bindings = new Map<ICluster, GitOpsBinding>();
  private readonly prefixes = new Map<string, string>();
  private recorded: Readonly<Record<string, string>> | undefined;

  constructor(
    private readonly kubernetes: Cdk8sApp,
    readonly directory: string,
    readonly programFromStack: string,
  ) {}

  kubernetesScope(cluster: ICluster): Construct {
    const present = this.manifests.get(cluster);
    if (present) return present;
    const other = [...this.manifests.keys()].find((known) => known.clusterName === cluster.clusterName);
    if (other) {
      throw new CdkAksError([
        {
          path: pathOf(cluster),
          property: 'name',
          value: cluster.clusterName,
          rule: `is also the name of the cluster at ${pathOf(other)}, and manifests lie in a folder of that name`,
          fix: 'Give each cluster of the App a name of its own',
          code: 'cluster/duplicate-name',
        },
      ]);
    }
    const created = new ClusterManifests(this.kubernetes, cluster);
    this.manifests.set(cluster, created);
    return created;
  }

  clusterOf(scope: IConstruct): ICluster | undefined {
    for (let at: IConstruct | undefined = scope; at; at = at.node.scope) {
      if (ClusterManifests.isClusterManifests(at)) return at.cluster;
    }
    return undefined;
  }

  recordedPrefix(path: string): string | undefined {
    return this.recordedPrefixes[path];
  }

  private get recordedPrefixes(): Readonly<Record<string, string>> {
    return (this.recorded ??= readLock(join(this.directory, ADDRESS_LOCK)));
  }

  recordPrefix(path: string, prefix: string): void {
    this.prefixes.set(path, prefix);
  }

  recordOverride(record: OverrideRecord): void {
    this.overrides.push(record);
  }

  /** Saying the same again changes nothing: workloads say it whenever they are checked. */
  acknowledge(acknowledgement: Acknowledgement): void {
    const text = JSON.stringify(acknowledgement);
    if (this.acknowledgements.some((one) => JSON.stringify(one) === text)) return;
    this.acknowledgements.push(acknowledgement);
  }

  promise(record: PromiseRecord | (() => PromiseRecord)): void {
    this.promised.push(typeof record === 'function' ? record : () => record);
  }

  /** Each once, however often it was said; complete once addresses are planned. */
  get promises(): readonly PromiseRecord[] {
    return [...new Map(this.promised.map((of) => [JSON.stringify(of()), of()])).values()];
  }

  /** Whether a finding is accepted at a construct, or at one around it. */
  isAcknowledged(path: string, rule: string): boolean {
    return this.acknowledgements.some(
      (one) => one.rule === rule && (one.path === '' || `${path}/`.startsWith(`${one.path}/`)),
    );
  }

  bindGitOps(binding: GitOpsBinding): void {
    this.bindings.set(binding.cluster, binding);
  }

  isBoundToGitOps(cluster: ICluster): boolean {
    return this.bindings.has(cluster);
  }

  lateValues(cluster: ICluster): LateValues {
    const late = this.late.get(cluster) ?? new LateValues(cluster);
    this.late.set(cluster, late);
    return late;
  }

  lateValuesOf(cluster: ICluster): Readonly<Record<string, string>> {
    return this.late.get(cluster)?.substitutes ?? {};
  }

  /** Names and plain expressions, for the index. */
  lateOutputsOf(cluster: ICluster): Readonly<Record<string, string>> {
    return this.late.get(cluster)?.all ?? {};
  }

  foldersOf(cluster: ICluster): readonly ManifestFolder[] {
    const children = this.manifests.get(cluster)?.node.children ?? [];
    // A chart without objects renders no folder.
    const folders = children.filter(isChart).filter((chart) => chart.node.findAll().some(ApiObject.isApiObject));
    const clusterWide = children.some((child) => !isChart(child) && child.node.findAll().some(ApiObject.isApiObject));
    return [
      ...(clusterWide ? [{ name: CLUSTER_WIDE, infrastructure: true }] : []),
      ...folders.map((chart) => ({ name: chart.node.id, infrastructure: false })),
    ];
  }

  get clusters(): readonly ICluster[] {
    return [...this.manifests.keys()];
  }

  /**
   * The address plan as the next run will read it; none where the program plans no addresses.
   * @param isRendered whether a run renders the stack of this id: what other runs recorded for theirs stays
   */
  renderLock(isRendered: (stack: string) => boolean): readonly RenderedFile[] {
    const others = Object.entries(this.recordedPrefixes).filter(([path]) => !isRendered(path.split('/')[0] as string));
    const prefixes = [...others, ...this.prefixes];
    if (prefixes.length === 0) return [];
    const sorted = prefixes.sort(([a], [b]) => (a < b ? -1 : 1));
    const lock = { format: 1, subnets: Object.fromEntries(sorted) };
    return [{ root: 'program', path: ADDRESS_LOCK, content: `${JSON.stringify(lock, undefined, 2)}\n` }];
  }
}

function isChart(construct: IConstruct): boolean {
  return Chart.isChart(construct);
}

function readLock(path: string): Readonly<Record<string, string>> {
  if (!existsSync(path)) return {};
  try {
    const lock = JSON.parse(readFileSync(path, 'utf8')) as { format?: number; subnets?: Record<string, string> };
    if (lock.format === 1 && typeof lock.subnets === 'object') return lock.subnets;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CdkAksError([
    {
      property: ADDRESS_LOCK,
      rule: 'cannot be read as an address plan, and planning anew would move subnets',
      fix: 'Restore the file from version control',
      code: 'address/lock-unreadable',
    },
  ]);
}
