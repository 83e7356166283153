import type { Construct } from 'constructs';
import type { Image, OperatingSystem } from '../../core/contracts';
import { configKey } from '../../core/dns-names';
import { InvalidValue } from '../../core/errors';
import type { coreV1 } from '../api';
import { ConfigContent, contentAnnotations } from './config-map';
import { drain } from './drain';
import { checkEnvironment, type EnvValue, renderEnv } from './environment';
import type { PodPlacement } from './placement';
import { type PodModel, podTemplate } from './pod';
import type { ResolvedPort } from './ports';
import { resolveProbes } from './probes';
import { renderResources } from './resources';
import { containerSecurity, podSecurity } from './security';
import type { WorkloadProps } from './workload-props';

/** What the pods of a workload are built from, besides the props. */
export interface PodFacts {
  readonly name: string;
  readonly props: WorkloadProps;
  readonly image: Image;
  readonly ports: readonly ResolvedPort[];
  readonly os: OperatingSystem;
  readonly onVirtualNodes: boolean;
  /** Whether anything connects to the pods and waits for them to be ready. */
  readonly serves: boolean;
  /** Of the cluster; undefined where it is not known. */
  readonly version?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What only the kind of a workload knows of its pods. */
export interface PodOptions {
  readonly placement: PodPlacement;
  readonly spread: readonly coreV1.TopologySpreadConstraint[];
  readonly restartPolicy?: 'Never' | 'OnFailure';
}

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
    const { name, props, labels } = facts;
    this.env = { ...props.env };
    this.config = new ConfigContent(scope, 'Config', name, labels);
    this.files = new ConfigContent(scope, 'Files', `${name}-files`, labels);
    for (const [key, value] of Object.entries(props.config ?? {})) this.config.set(key, value);
    for (const [path, content] of Object.entries(props.files ?? {})) this.addFile(path, content);
  }

  addEnv(name: string, value: string | EnvValue): void {
    this.refuseTwice(name);
    checkEnvironment({ env: { [name]: value }, notSecret: this.facts.props.notSecret });
    this.env[name] = value;
  }

  addConfig(name: string, value: string): void {
    this.refuseTwice(name);
    checkEnvironment({ config: { [name]: value }, notSecret: this.facts.props.notSecret });
    this.config.set(name, value);
  }

  template(options: PodOptions): coreV1.PodTemplateSpec {
    const { facts } = this;
    const { props, labels } = facts;
    const stop = drain(props, { ...facts, serves: facts.serves && !facts.onVirtualNodes });
    const model: PodModel = {
      labels: { ...labels, ...(props.identity ? { 'azure.workload.identity/use': 'true' } : {}) },
      annotations: { ...props.podAnnotations, ...contentAnnotations([this.config, this.files]) },
      os: facts.os,
      serviceAccountName: facts.name,
      apiAccess: props.apiAccess !== undefined && props.apiAccess !== false,
      placement: options.placement,
      spread: options.spread,
      security: podSecurity(props, facts.os, facts.ports),
      initContainers: [],
      containers: [this.container(stop.lifecycle)],
      volumes: this.volumes(),
      pullSecrets: pullSecretsOf(facts),
      hostAliases: [],
      priorityClass: props.priorityClass,
      terminationGracePeriodSeconds: stop.terminationGracePeriodSeconds,
      restartPolicy: options.restartPolicy,
    };
    return podTemplate(model);
  }

  private container(lifecycle: coreV1.Lifecycle | undefined): coreV1.Container {
    const { facts } = this;
    const { props, ports } = facts;
    const probes = resolveProbes(props.probes ?? {}, ports, facts);
    const env = renderEnv(this.env);
    const security = containerSecurity(props, facts.os);
    const mounts = this.volumeMounts();
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
      resources: renderResources(props.resources, { equal: facts.onVirtualNodes }),
      ...(probes.startup ? { startupProbe: probes.startup.render('startup', ports) } : {}),
      ...(probes.liveness ? { livenessProbe: probes.liveness.render('liveness', ports) } : {}),
      ...(probes.readiness ? { readinessProbe: probes.readiness.render('readiness', ports) } : {}),
      ...(lifecycle ? { lifecycle } : {}),
      ...(security ? { securityContext: security } : {}),
      terminationMessagePolicy: 'FallbackToLogsOnError',
      ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
    };
  }

  private volumes(): readonly coreV1.Volume[] {
    return this.files.isEmpty ? [] : [{ name: 'files', configMap: { name: this.files.name } }];
  }

  /** File by file, so that what else lies in their folders stays visible. */
  private volumeMounts(): readonly coreV1.VolumeMount[] {
    return [...this.filePaths].map(([mountPath, subPath]) => ({ name: 'files', mountPath, subPath, readOnly: true }));
  }

  private addFile(path: string, content: string): void {
    const key = configKey(path.replace(/^\/+/, '').replaceAll('/', '.'), `files['${path}']`);
    this.filePaths.set(path, key);
    this.files.set(key, content);
  }

  private refuseTwice(name: string): void {
    if (!(name in this.env) && !this.config.keys.includes(name)) return;
    throw new InvalidValue({
      property: 'env',
      value: name,
      rule: 'is a variable of this workload already',
      fix: 'Set it once',
      code: 'env/duplicate',
    });
  }
}

function pullSecretsOf({ image, props }: PodFacts): readonly string[] {
  const names = [image.registry?.pullSecretName, props.pullSecretName];
  return [...new Set(names.filter((name) => name !== undefined))];
}
