import type { Image, OperatingSystem } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { Size } from '../../core/size';
import { EnvValue } from './environment';
import { parseImage } from './image';
import type { ResolvedPort } from './ports';
import { FIRST_UNPRIVILEGED_PORT } from './security';
import type { WorkloadProps } from './workload-props';

/** Azure Container Instances count CPU in these steps; a request is rounded down, and its limit is then above it. */
const CPU_STEP_MILLIS = 10;
/** They count memory in these steps, rounded down. */
const LEAST_MEMORY = Size.bytes(100_000_000);

export interface VirtualNodeFacts {
  readonly props: WorkloadProps;
  readonly ports: readonly ResolvedPort[];
  readonly os: OperatingSystem;
  readonly image: Image;
  /** Names of the claims that each pod would have of its own. */
  readonly claims: readonly string[];
}

/**
 * Everything that a workload asks for and that virtual nodes can't run; each would leave its pods in `ProviderFailed`.
 * Azure: "Create and configure virtual nodes in AKS", limitations; azure-aci: `getContainers`, `getProbe`, `getVolumes`.
 *
 * @throws CdkAksError with a problem for each field
 */
export function checkVirtualNodes({ props, ports, os, image, claims }: VirtualNodeFacts): void {
  const problems = new Problems();
  const refuse = (property: string, rule: string, fix: string, value?: unknown): void =>
    problems.add({ property, value, rule: `${rule} on virtual nodes`, fix, code: 'virtual-nodes/unsupported' });

  if (os === 'windows') refuse('os', 'cannot run', 'Run it on a Windows pool only', os);
  if (props.drainDelay !== undefined && props.drainDelay.inMillis > 0) {
    refuse('drainDelay', 'is a lifecycle hook, which does not exist', 'Leave it out', String(props.drainDelay));
  }
  if (props.args && !props.command)
    refuse('args', 'needs a command beside it', "Write the image's own program as 'command'");
  if (props.identity) {
    refuse(
      'identity',
      'gets no token',
      "Run it on real nodes, or give the identity as 'secretsIdentity' where it only reads secrets",
    );
  }
  if (props.apiAccess !== undefined && props.apiAccess !== false)
    refuse('apiAccess', 'gets no token', 'Run it on real nodes');
  for (const property of ['initContainers', 'sidecars', 'hostAliases'] as const) {
    if (Object.keys(props[property] ?? {}).length > 0) refuse(property, 'do not exist', 'Run it on real nodes');
  }
  refuseProbes(props, refuse);
  refuseVolumes(props, refuse);
  for (const name of claims) refuse(`claims.${name}`, 'is a volume that does not exist', 'Run it on real nodes');
  refuseResources(props, refuse);
  for (const [name, value] of Object.entries(props.env ?? {})) {
    if (value instanceof EnvValue && value.onRealNodesOnly) {
      refuse(`env['${name}']`, 'has no value', 'Read it in another way, or run it on real nodes');
    }
  }
  for (const port of ports.filter(({ containerPort }) => containerPort < FIRST_UNPRIVILEGED_PORT)) {
    refuse(
      `port '${port.name}'`,
      'needs a sysctl to be opened by a non-root process, which does not exist',
      'Listen on 1024 or above; the Service can keep its port',
      port.containerPort,
    );
  }
  if (isPrivateToAzure(image) && (image.registry?.pullSecretName ?? props.pullSecretName) === undefined) {
    refuse(
      'pullSecretName',
      `is missing: ${image.reference} is private, and the kubelet's identity does not pull`,
      'Name a Secret of the namespace with credentials of the registry',
    );
  }
  problems.throwIfAny();
}

type Refuse = (property: string, rule: string, fix: string, value?: unknown) => void;

function refuseProbes({ probes = {} }: WorkloadProps, refuse: Refuse): void {
  if (probes.startup) refuse('probes.startup', 'does not exist', 'Leave it out, and give liveness an initialDelay');
  for (const use of ['liveness', 'readiness'] as const) {
    const kind = probes[use]?.kind;
    if (kind === 'tcpSocket' || kind === 'grpc') {
      refuse(`probes.${use}`, `of kind ${kind} does not exist`, 'Use Probe.http or Probe.exec');
    }
  }
}

function refuseVolumes({ volumes = {}, files = {}, secretFiles = {} }: WorkloadProps, refuse: Refuse): void {
  for (const [path, volume] of Object.entries(volumes)) {
    if (volume.kind === 'azureFiles' || volume.kind === 'ownClaim') continue;
    const fix =
      volume.kind === 'scratch' ? 'Leave it out, with readOnlyRootFilesystem: false' : 'Use Volume.azureFiles';
    refuse(`volumes['${path}']`, `is a volume that does not exist`, fix);
  }
  for (const file of Object.keys(secretFiles)) {
    refuse(`secretFiles['${file}']`, 'is a volume that does not exist', "Use 'secrets', which are variables");
  }
  for (const path of Object.keys(files)) {
    refuse(`files['${path}']`, 'is a volume that does not exist', "Use 'config', or put the file into the image");
  }
}

function refuseResources({ resources }: WorkloadProps, refuse: Refuse): void {
  const { cpu, memory, limits, gpus } = resources;
  if (limits?.cpu && !limits.cpu.equals(cpu)) {
    refuse('resources.limits.cpu', `must equal the request (${cpu})`, 'Leave the limit out', String(limits.cpu));
  }
  if (limits?.memory && !limits.memory.equals(memory)) {
    refuse(
      'resources.limits.memory',
      `must equal the request (${memory})`,
      'Leave the limit out',
      String(limits.memory),
    );
  }
  if (cpu.inMillis % CPU_STEP_MILLIS !== 0) {
    refuse('resources.cpu', 'must be a multiple of 10m', `Write ${Math.ceil(cpu.inMillis / 10) * 10}m`, String(cpu));
  }
  if (memory.compare(LEAST_MEMORY) < 0) {
    refuse('resources.memory', 'must be 100 MB or more', 'Write Size.mebibytes(96) or more', String(memory));
  }
  if (gpus !== undefined) refuse('resources.gpus', 'do not exist', 'Run it on a GPU pool', gpus);
}

/** Registries of Azure are private; of others their construct knows, or nobody. */
function isPrivateToAzure(image: Image): boolean {
  return /\.azurecr\.(io|us|cn)$/.test(parseImage(image.reference).host ?? '');
}
