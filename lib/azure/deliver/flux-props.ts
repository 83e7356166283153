import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { posix } from 'node:path';
import { dnsLabel } from '../../core/dns-names';
import { Duration } from '../../core/duration';
import { type Problem, Problems } from '../../core/errors';
import { azureName, deriveName } from '../../core/names';
import type { FluxConfigurationProps } from './flux-configuration';
import type { KustomizationTimes } from './flux-kustomizations';
import { GitCredentials } from './git-credentials';

export type GitReference = readonly ['branch' | 'tag' | 'semver' | 'commit', string];

/** The props of a Flux configuration with every default in place. */
export interface ResolvedFlux {
  readonly name: string;
  readonly namespace: string;
  readonly repositoryPath: string;
  readonly reference: GitReference;
  readonly credentials: GitCredentials;
  readonly sourceSync: number;
  readonly times: KustomizationTimes;
  readonly settings: Readonly<Record<string, string>>;
}

/** azurerm: whole seconds that Azure takes. */
const LONGEST_SECONDS = 35_791_394;
/** Azure: "Cluster extensions for Azure Kubernetes Service". */
const WITHOUT_EXTENSIONS: readonly string[] = ['qatarcentral'];
const REFERENCES = ['branch', 'tag', 'semver', 'commit'] as const;
/** Flux can't apply anything without these. */
const NEEDED = ['source-controller.enabled', 'kustomize-controller.enabled'];

/** @throws CdkAksError with everything that is wrong */
export function resolveFlux(scope: IConstruct, props: FluxConfigurationProps): ResolvedFlux {
  const problems = new Problems(scope);
  const name = problems.attempt('name', () =>
    props.name === undefined
      ? deriveName('fluxConfiguration', [scope.node.id])
      : azureName('fluxConfiguration', props.name),
  );
  const namespace = props.namespace ?? 'flux-system';
  problems.attempt(undefined, () => dnsLabel(namespace, 'namespace'));
  const repositoryPath = posix.normalize(props.repositoryPath ?? `deploy/kubernetes/${props.cluster.clusterName}`);
  const credentials = props.credentials ?? GitCredentials.none();
  const reference = referenceOf(props, problems);
  [
    badPlace(scope, props),
    badRegion(props),
    badUrl(props.url),
    badScheme(props.url, credentials),
    badPath(props.repositoryPath, repositoryPath),
    ...badSettings(props.extensionSettings ?? {}),
  ].forEach((found) => found && problems.add(found));
  const seconds = (property: string, duration: Duration): number =>
    problems.attempt(property, () => secondsOf(duration)) ?? 0;
  const sourceSync = seconds('sourceInterval', props.sourceInterval ?? Duration.minutes(1));
  const times = {
    sync: seconds('interval', props.interval ?? Duration.minutes(10)),
    retry: seconds('retryInterval', props.retryInterval ?? Duration.minutes(1)),
    timeout: seconds('timeout', props.timeout ?? Duration.minutes(10)),
  };
  problems.throwIfAny();
  return {
    name: name as string,
    namespace,
    repositoryPath: repositoryPath === '.' ? '.' : `./${repositoryPath.replace(/\/$/, '')}`,
    reference,
    credentials,
    sourceSync,
    times,
    settings: settings(props),
  };
}

/** Written out, so that a change by hand is seen. Azure: "Deploy applications using GitOps with Flux v2". */
function settings(props: FluxConfigurationProps): Record<string, string> {
  return {
    'helm-controller.enabled': 'true',
    'image-automation-controller.enabled': 'false',
    'image-reflector-controller.enabled': 'false',
    'kustomize-controller.enabled': 'true',
    'multiTenancy.enforce': String(props.multiTenancy ?? true),
    'notification-controller.enabled': 'true',
    'source-controller.enabled': 'true',
    ...props.extensionSettings,
  };
}

function referenceOf(props: FluxConfigurationProps, problems: Problems): GitReference {
  const given = REFERENCES.flatMap((kind): GitReference[] => {
    const value = props[kind];
    return value === undefined ? [] : [[kind, value]];
  });
  if (given.length > 1) {
    problems.add({
      property: given.map(([kind]) => kind).join(', '),
      rule: 'exclude each other: Flux follows one reference',
      fix: 'Keep one of them',
      code: 'flux/reference',
    });
  }
  const [kind, value] = given[0] ?? (['branch', 'main'] as const);
  const malformed =
    kind === 'commit' ? !/^[0-9a-f]{40}$/.test(value) : !/^[^\s~^:?*[\\]+$/.test(value) && kind !== 'semver';
  if (value.trim() === '' || malformed) {
    problems.add({
      property: kind,
      value,
      rule: kind === 'commit' ? 'is not a commit: 40 hexadecimal digits' : 'is not a name that Git takes',
      fix: kind === 'commit' ? 'Write it whole' : 'Write one such as main',
      code: 'flux/reference',
    });
  }
  return [kind, value];
}

function badPlace(scope: IConstruct, { cluster }: FluxConfigurationProps): Problem | undefined {
  if (TerraformStack.of(cluster) === TerraformStack.of(scope)) return undefined;
  return {
    property: 'cluster',
    value: cluster.clusterName,
    rule: 'is in another stack, in whose words the values for its manifests are written',
    fix: 'Create the FluxConfiguration in the stack of its cluster',
    code: 'flux/other-stack',
  };
}

/** ADD12 of the compatibility facts. */
function badRegion({ cluster }: FluxConfigurationProps): Problem | undefined {
  if (!WITHOUT_EXTENSIONS.includes(cluster.location)) return undefined;
  return {
    property: 'cluster',
    value: cluster.location,
    rule: 'is a region without cluster extensions, of which Flux is one',
    fix: 'Apply the manifests with `kubectl apply -k`, or install Flux yourself',
    code: 'flux/region',
  };
}

/** Never prints the URL where it may hold a secret. */
function badUrl(url: string): Problem | undefined {
  if (/^[a-z]+:\/\/[^/@]*:[^/@]*@/i.test(url) || /^https?:\/\/[^/]*@/i.test(url)) {
    return {
      property: 'url',
      rule: 'holds a user or a password, which would be readable in the repository',
      fix: 'Leave it out of the URL and use GitCredentials',
      code: 'flux/secret-in-url',
    };
  }
  if (/^(https:\/\/|ssh:\/\/)[^/\s]+\/\S+$|^git@[^:\s]+:\S+$/.test(url)) return undefined;
  return {
    property: 'url',
    value: url,
    rule: 'is not the URL of a Git repository over HTTPS or SSH',
    fix: 'Write https://<host>/<path>, ssh://git@<host>/<path> or git@<host>:<path>',
    code: 'flux/url',
  };
}

function badScheme(url: string, { scheme }: GitCredentials): Problem | undefined {
  const actual = url.startsWith('https://') ? 'https' : 'ssh';
  if (scheme === 'any' || scheme === actual || badUrl(url) !== undefined) return undefined;
  return {
    property: 'credentials',
    rule: `are for ${scheme === 'https' ? 'HTTPS' : 'SSH'}, and the URL is not`,
    fix: scheme === 'https' ? 'Write the URL with https://' : 'Write the URL as git@<host>:<path>',
    code: 'flux/credentials',
  };
}

function badPath(given: string | undefined, plain: string): Problem | undefined {
  if (!/^\.\.(\/|$)|^\/|[\\\s]/.test(plain) && given !== '') return undefined;
  return {
    property: 'repositoryPath',
    value: given,
    rule: 'does not lead from the root of the repository into it',
    fix: 'Write one such as ./deploy/kubernetes/prod',
    code: 'flux/path',
  };
}

function badSettings(given: Readonly<Record<string, string>>): Problem[] {
  return NEEDED.filter((name) => given[name] !== undefined && given[name] !== 'true').map((name) => ({
    property: `extensionSettings.${name}`,
    value: given[name],
    rule: 'turns off a part that nothing is applied without',
    fix: 'Leave it out',
    code: 'flux/needed-controller',
  }));
}

function secondsOf(duration: Duration): number {
  const seconds = duration.toSeconds();
  const problems = new Problems();
  if (seconds < 1 || seconds > LONGEST_SECONDS) {
    problems.add({
      value: duration.toGo(),
      rule: 'is not between a second and 413 days',
      fix: 'Write for instance Duration.minutes(10)',
      code: 'flux/duration',
    });
  }
  problems.throwIfAny();
  return seconds;
}
