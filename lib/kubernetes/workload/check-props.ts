import type { IConstruct } from 'constructs';
import type { ICluster, Image, OperatingSystem } from '../../core/contracts';
import { dns1035Label, dnsLabel, dnsSubdomain } from '../../core/dns-names';
import { CdkAksError, invalid, Problems } from '../../core/errors';
import { requireJoin } from '../../core/join';
import { type MetricsEndpoint, resolveEndpoint } from '../operate/pod-monitor';
import { namespaceFactsOf } from '../tenancy/namespace-of';
import { checkConfigContent } from './config-map';
import type { IWorkload } from './contracts';
import { checkDrain } from './drain';
import { checkContainerInstances } from './container-instances';
import { checkEnvironment } from './environment';
import { checkContainers } from './extra-container';
import { type ResolvedImage, resolveImage } from './image';
import { checkHostAliases } from './host-aliases';
import { checkMetadataProps } from './labels';
import { priorityClassName } from './pods';
import { type ResolvedPort, resolvePorts } from './ports';
import { checkProbes } from './probes';
import { checkResources } from './resources';
import { checkUserIds } from './security';
import { checkSharedClaims } from './shared-claims';
import { virtualNodesOf } from './placement';
import { checkVirtualNodes } from './virtual-nodes';
import { checkMounts, checkOwnClaims } from './volume';
import { checkOperatingSystem } from './windows';
import type { WorkloadProps } from './workload-props';

/** The workload as far as it is known when its props are checked. */
export interface UncheckedWorkload extends IConstruct {
  readonly workloadName: string;
  readonly namespaceName: string;
  readonly kind: IWorkload['kind'];
  readonly cluster?: ICluster;
  readonly os: OperatingSystem;
}

export interface CheckedProps {
  readonly ports: readonly ResolvedPort[];
  readonly image: ResolvedImage;
}

/** What the checks of props must know of the kind of workload. */
export interface KindChecks {
  readonly serves: boolean;
  readonly claims?: readonly string[];
  readonly check?: (workload: UncheckedWorkload, problems: Problems) => void;
}

/** Everything that the props alone can tell, at once. @throws CdkAksError with all problems */
export function checkWorkloadProps(
  workload: UncheckedWorkload,
  props: WorkloadProps,
  { serves, claims = [], check }: KindChecks,
): CheckedProps {
  const problems = new Problems(workload);
  const ports = problems.attempt(undefined, () => resolvePorts(props.port, props.ports));
  const image = problems.attempt('image', () => resolveImage(props.image));
  problems.attempt('id', () => (ports?.length ? dns1035Label : dnsLabel)(workload.workloadName, 'id'));
  problems.attempt('resources', () => checkResources(props.resources));
  problems.attempt(undefined, () => checkEnvironment(props, Object.keys(props.secrets ?? {})));
  problems.attempt(undefined, () => checkMetadataProps(props));
  problems.attempt('volumes', () => checkMounts(props.volumes ?? {}, Object.keys(props.files ?? {})));
  problems.attempt('volumes', () => checkOwnClaims(props.volumes ?? {}, claims));
  problems.attempt('files', () => checkConfigContent(props.config ?? {}, props.files ?? {}));
  problems.attempt('hostAliases', () => checkHostAliases(props.hostAliases ?? {}));
  problems.attempt(undefined, () => checkDrain(props));
  problems.attempt(undefined, () => checkUserIds(props));
  const names = new Set([workload.workloadName]);
  problems.attempt('initContainers', () => checkContainers(props.initContainers ?? [], 'initContainers', names));
  problems.attempt('sidecars', () => checkContainers(props.sidecars ?? [], 'sidecars', names));
  for (const list of ['initContainers', 'sidecars'] as const) {
    props[list]?.forEach(({ volumes = {} }, index) =>
      problems.attempt(list, () => checkOwnClaims(volumes, claims, `${list}[${index}].volumes`)),
    );
  }
  const virtualNodes = virtualNodesOf(props);
  if (ports)
    problems.attempt('probes', () =>
      checkProbes(props.probes ?? {}, ports, { onVirtualNodes: virtualNodes === 'add-on', serves }),
    );
  const { metrics } = props;
  if (ports && metrics) problems.attempt(undefined, () => checkMetrics(metrics === true ? {} : metrics, ports));
  if (props.pullSecretName !== undefined) {
    problems.attempt('pullSecretName', () => dnsSubdomain(props.pullSecretName ?? '', 'pullSecretName'));
  }
  if (props.priorityClass !== undefined) {
    problems.attempt('priorityClass', () => dnsSubdomain(priorityClassName(props) ?? '', 'priorityClass'));
  }
  problems.attempt(undefined, () => checkOperatingSystem(props, workload.os, namespaceFactsOf(workload)));
  if (virtualNodes === 'add-on' && ports && image) {
    problems.attempt(undefined, () => checkVirtualNodes({ props, ports, image, os: workload.os, claims }));
  } else if (virtualNodes !== undefined) {
    problems.attempt(undefined, () => checkContainerInstances(props, workload.os));
  }
  problems.attempt(undefined, () => checkJoin(workload, props));
  checkSharedClaims(workload, props, problems);
  check?.(workload, problems);
  problems.throwIfAny();
  return { ports: ports ?? [], image: image ?? { reference: '' } };
}

/** Puts the prop's own name in front of what is wrong with it. */
function checkMetrics(endpoint: MetricsEndpoint, ports: readonly ResolvedPort[]): void {
  try {
    resolveEndpoint(endpoint, ports);
  } catch (error) {
    if (!(error instanceof CdkAksError)) throw error;
    throw new CdkAksError(error.problems.map((one) => ({ ...one, property: `metrics.${one.property}` })));
  }
}

/** What joins the Terraform half with this one needs the App that knows both. */
function checkJoin(workload: UncheckedWorkload, props: WorkloadProps): void {
  const on = props.on?.cluster;
  checkBurst(workload, props);
  const identity = props.identity ?? props.secretsIdentity;
  if (on) requireJoin(workload, "placing a workload with 'on'");
  if (identity) requireJoin(workload, 'a workload identity');
  if (on && on !== workload.cluster) {
    throw invalid(workload, {
      property: 'on',
      value: props.on?.placement.description,
      rule: `belongs to cluster '${on.clusterName}', and this workload runs on ${nameOf(workload.cluster)}`,
      fix: 'Name a pool of the same cluster',
      code: 'placement/other-cluster',
    });
  }
  if (identity && !workload.cluster) {
    throw invalid(workload, {
      property: 'identity',
      rule: 'needs a cluster whose tokens it trusts, and this chart belongs to none',
      fix: 'Put the workload below `cluster.kubernetes`',
      code: 'identity/no-cluster',
    });
  }
}

function checkBurst(workload: UncheckedWorkload, { burst }: WorkloadProps): void {
  if (burst === undefined || burst === 'virtual-nodes') return;
  const { placement, cluster } = burst;
  const wrong = !placement.virtual
    ? { rule: 'is no virtual node', fix: "Write it as 'on', or name the virtual nodes", code: 'placement/burst' }
    : cluster !== undefined && cluster !== workload.cluster
      ? {
          rule: `belongs to cluster '${cluster.clusterName}', and this workload runs on ${nameOf(workload.cluster)}`,
          fix: 'Name virtual nodes of the same cluster',
          code: 'placement/other-cluster',
        }
      : undefined;
  if (wrong) throw invalid(workload, { property: 'burst', value: placement.description, ...wrong });
}

function nameOf(cluster: ICluster | undefined): string {
  return cluster ? `'${cluster.clusterName}'` : 'none';
}

/** What can be judged once the program has run: grants and features may come after the workload. */
export function checkAgainstCluster(props: WorkloadProps, cluster: ICluster | undefined, problems: Problems): void {
  if (!cluster) return;
  // With credentials of their own, pods need no grant; on the add-on's virtual nodes the kubelet does not pull at all.
  const pulledByKubelet = props.pullSecretName === undefined && virtualNodesOf({ on: props.on }) !== 'add-on';
  for (const [property, image] of pulledByKubelet ? imagesOf(props) : []) {
    const why = typeof image === 'string' ? undefined : image.registry?.whyNotPullable(cluster);
    if (why === undefined || typeof image === 'string') continue;
    problems.add({
      property,
      value: image.reference,
      rule: `cannot be pulled by cluster '${cluster.clusterName}'`,
      fix: why.charAt(0).toUpperCase() + why.slice(1),
      code: 'image/not-pullable',
    });
  }
  if (props.identity && !cluster.features.workloadIdentity) {
    problems.add({
      property: 'identity',
      value: props.identity.identityName,
      rule: `gets no token: cluster '${cluster.clusterName}' has workload identity off`,
      fix: 'Turn on workload identity and its OIDC issuer',
      code: 'identity/not-enabled',
    });
  }
  if (props.burst === 'virtual-nodes' && !cluster.virtualNodes) {
    problems.add({
      property: 'burst',
      value: props.burst,
      rule: `has nowhere to go: cluster '${cluster.clusterName}' has no virtual nodes`,
      fix: 'Write virtualNodes: true for the cluster',
      code: 'placement/no-virtual-nodes',
    });
  }
}

function imagesOf(props: WorkloadProps): readonly (readonly [property: string, image: Image | string])[] {
  const extra = (['initContainers', 'sidecars'] as const).flatMap((list) =>
    (props[list] ?? []).map(({ image }, index) => [`${list}[${index}].image`, image] as const),
  );
  return [['image', props.image], ...extra];
}
