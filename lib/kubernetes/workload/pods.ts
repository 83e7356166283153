import type { Construct } from 'constructs';
import type { OperatingSystem } from '../../core/contracts';
import { InvalidValue } from '../../core/errors';
import { mark, NOT_SECRET } from '../../core/marks';
import type { coreV1 } from '../api';
import type { MountedSecrets } from '../secrets/vault-secrets';
import { ConfigContent, contentAnnotations, keyOfFile } from './config-map';
import { drain } from './drain';
import { checkEnvironment, type EnvValue, renderEnv } from './environment';
import { hasNativeSidecars, renderContainer } from './extra-container';
import type { ResolvedImage } from './image';
import type { PodPlacement } from './placement';
import { podTemplate } from './pod';
import type { ResolvedPort } from './ports';
import { resolveProbes } from './probes';
import { renderResources } from './resources';
import { containerSecurity, podSecurity } from './security';
import { PodVolumes } from './volume';
import type { WorkloadProps } from './workload-props';

/** What the pods of a workload are built from, besides the props. */
export interface PodFacts {
  readonly name: string;
  readonly props: WorkloadProps;
  readonly image: ResolvedImage;
  readonly ports: readonly ResolvedPort[];
  readonly os: OperatingSystem;
  readonly onVirtualNodes: boolean;
  /** Whether those are the add-on's, which run a part of what a pod may say. */
  readonly onAddOn: boolean;
  /** Whether anything connects to the pods and waits for them to be ready. */
  readonly serves: boolean;
  /** Of the cluster; undefined where it is not known. */
  readonly version?: string;
  /** Labels of the ConfigMaps. */
  readonly objectLabels: Readonly<Record<string, string>>;
  /** Labels of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly secrets?: MountedSecrets;
  /** Names of the claims that each pod has of its own. */
  readonly claims: readonly string[];
}

/** What only the kind of a workload knows of its pods. */
export interface PodOptions {
  readonly placement: PodPlacement;
  readonly spread: readonly coreV1.TopologySpreadConstraint[];
  readonly restartPolicy?: 'Never' | 'OnFailure';
}

const FILES_VOLUME = 'mounted-files';

/** Collects what goes into the pods of one workload, until they are rendered. */
export class Pods {
  private readonly env: Record<string, string | EnvValue>;
  private readonly config: ConfigContent;
  private readonly files: ConfigContent;
  private readonly filePaths = new Map<string, string>();

  constructor(
    scope: Construct,
    private readonly facts: PodFacts,
  ) {
    const { name, props, objectLabels } = facts;
    this.env = { ...props.env };
    this.config = new ConfigContent(scope, 'Config', name, objectLabels);
    this.files = new ConfigContent(scope, 'Files', `${name}-files`, objectLabels);
    mark(scope, NOT_SECRET, namesOfNoSecrets(props));
    for (const [key, value] of Object.entries(props.config ?? {})) this.config.set(key, value);
    for (const [path, content] of Object.entries(props.files ?? {})) this.addFile(path, content);
  }

  addEnv(name: string, value: string | EnvValue): void {
    this.refuseTwice('env', name);
    checkEnvironment({ env: { [name]: value }, notSecret: this.facts.props.notSecret });
    this.env[name] = value;
  }

  addConfig(name: string, value: string): void {
    this.refuseTwice('config', name);
    checkEnvironment({ config: { [name]: value }, notSecret: this.facts.props.notSecret });
    this.config.set(name, value);
  }

  template(options: PodOptions): coreV1.PodTemplateSpec {
    const { facts } = this;
    const { props, os } = facts;
    const stop = drain(props, { ...facts, serves: facts.serves && facts.ports.length > 0 && !facts.onAddOn });
    const volumes = new PodVolumes(facts.claims);
    const own = this.container(stop.lifecycle, volumes);
    const init = (props.initContainers ?? []).map((container) => renderContainer(container, props, os, volumes));
    const sidecars = (props.sidecars ?? []).map((container) => renderContainer(container, props, os, volumes));
    const native = hasNativeSidecars(facts.version);
    return podTemplate({
      labels: { ...facts.labels, ...(props.identity ? { 'azure.workload.identity/use': 'true' } : {}) },
      annotations: { ...props.podAnnotations, ...contentAnnotations([this.config, this.files]) },
      os,
      serviceAccountName: facts.name,
      apiAccess: props.apiAccess !== undefined && props.apiAccess !== false,
      placement: options.placement,
      spread: options.spread,
      security: podSecurity(props, os, facts.ports),
      initContainers: native
        ? [...sidecars.map((sidecar) => ({ ...sidecar, restartPolicy: 'Always' })), ...init]
        : init,
      containers: native ? [own] : [own, ...sidecars],
      volumes: [...volumes.all, ...this.ownVolumes()],
      pullSecrets: pullSecretsOf(facts),
      hostAliases: Object.entries(props.hostAliases ?? {}).map(([ip, hostnames]) => ({ ip, hostnames })),
      priorityClass: priorityClassName(props),
      terminationGracePeriodSeconds: stop.terminationGracePeriodSeconds,
      restartPolicy: options.restartPolicy,
    });
  }

  private container(lifecycle: coreV1.Lifecycle | undefined, volumes: PodVolumes): coreV1.Container {
    const { facts } = this;
    const { props, ports, onAddOn, secrets } = facts;
    const probes = resolveProbes(props.probes ?? {}, ports, { onVirtualNodes: onAddOn, serves: facts.serves });
    const env = [...renderEnv(this.env), ...(secrets?.env ?? [])];
    const security = containerSecurity(props, facts.os);
    const mounts = [...volumes.mount(props.volumes), ...this.ownMounts()];
    return {
      name: facts.name,
      image: facts.image.reference,
      imagePullPolicy: 'IfNotPresent',
      ...(props.command ? { command: props.command } : {}),
      ...(props.args ? { args: props.args } : {}),
      ...(ports.length > 0
        ? { ports: ports.map(({ name, containerPort, protocol }) => ({ name, containerPort, protocol })) }
        : {}),
      ...(this.config.isEmpty ? {} : { envFrom: [{ configMapRef: { name: this.config.name } }] }),
      ...(env.length > 0 ? { env } : {}),
      resources: renderResources(props.resources, { equal: onAddOn }),
      ...(probes.startup ? { startupProbe: probes.startup.render('startup', ports) } : {}),
      ...(probes.liveness ? { livenessProbe: probes.liveness.render('liveness', ports) } : {}),
      ...(probes.readiness ? { readinessProbe: probes.readiness.render('readiness', ports) } : {}),
      ...(lifecycle ? { lifecycle } : {}),
      ...(security ? { securityContext: security } : {}),
      terminationMessagePolicy: 'FallbackToLogsOnError',
      ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
    };
  }

  /** What virtual nodes can't mount is kept from the pods: a pod of their own holds the secrets there. */
  private ownVolumes(): readonly coreV1.Volume[] {
    const secrets = this.facts.onVirtualNodes ? [] : (this.facts.secrets?.volumes ?? []);
    return this.files.isEmpty ? secrets : [...secrets, { name: FILES_VOLUME, configMap: { name: this.files.name } }];
  }

  private ownMounts(): readonly coreV1.VolumeMount[] {
    const secrets = this.facts.onVirtualNodes ? [] : (this.facts.secrets?.volumeMounts ?? []);
    // File by file, so that what else lies in their folders stays visible.
    const files = [...this.filePaths].map(([mountPath, subPath]) => ({ name: FILES_VOLUME, mountPath, subPath }));
    return [...secrets, ...files.map((file) => ({ ...file, readOnly: true }))];
  }

  private addFile(path: string, content: string): void {
    const key = keyOfFile(path);
    this.filePaths.set(path, key);
    this.files.set(key, content);
  }

  private refuseTwice(property: string, name: string): void {
    const isSecret = this.facts.secrets?.env.some((variable) => variable.name === name) ?? false;
    if (!(name in this.env) && !this.config.keys.includes(name) && !isSecret) return;
    throw new InvalidValue({
      property,
      value: name,
      rule: 'is a variable of this workload already',
      fix: 'Set it once',
      code: 'env/duplicate',
    });
  }
}

/** As the renderer meets them: variables by name, files by the key of their path. */
function namesOfNoSecrets(props: WorkloadProps): ReadonlySet<string> {
  const containers = [props, ...(props.initContainers ?? []), ...(props.sidecars ?? [])];
  const names = containers.flatMap(({ notSecret }) => Object.keys(notSecret ?? {}));
  return new Set(names.flatMap((name) => [name, keyOfFile(name)]));
}

export function priorityClassName({ priorityClass }: WorkloadProps): string | undefined {
  return typeof priorityClass === 'object' ? priorityClass.priorityClassName : priorityClass;
}

function pullSecretsOf({ image, props }: PodFacts): readonly string[] {
  const images = [image, ...[...(props.initContainers ?? []), ...(props.sidecars ?? [])].map((one) => one.image)];
  const names = images.map((one) => (typeof one === 'string' ? undefined : one.registry?.pullSecretName));
  return [...new Set([...names, props.pullSecretName].filter((name) => name !== undefined))];
}
