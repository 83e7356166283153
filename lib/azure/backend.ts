import { AzurermBackend, LocalBackend, NamedRemoteWorkspace, RemoteBackend, type TerraformStack, Token } from 'cdktf';
import { posix } from 'node:path';
import type { AzureNameType } from '../core/azure-name-rules';
import type { Cloud } from '../core/contracts';
import { invalid, Problems } from '../core/errors';
import { joinOf } from '../core/join';
import { azureName } from '../core/names';
import { cloudFacts } from './clouds';

export interface AzureStorageBackendProps {
  /** Resource group of the storage account. */
  readonly resourceGroupName: string;
  /** The storage account, which exists already. */
  readonly storageAccountName: string;
  /** The blob container. */
  readonly containerName: string;
  /**
   * Name of the state's blob.
   * @default `<environment>.tfstate`
   */
  readonly key?: string;
  /**
   * Signs in with Entra ID instead of the account's key.
   * @default true
   */
  readonly useEntraId?: boolean;
  /**
   * Subscription of the storage account.
   * @default - the one that Terraform runs in
   */
  readonly subscriptionId?: string;
  /**
   * Tenant of the storage account.
   * @default - the one that Terraform is signed in to
   */
  readonly tenantId?: string;
  /**
   * Signs in with the pipeline's OIDC token.
   * @default - as `ARM_USE_OIDC` says
   */
  readonly useOidc?: boolean;
}

export interface LocalBackendProps {
  /**
   * Path of the state file, relative to the environment's folder `<terraform out>/stacks/<environment>`; leads out of `deploy/`.
   * @default - `terraform.<environment>.tfstate` in the folder of the program
   */
  readonly path?: string;
}

export interface RemoteBackendProps {
  /** Name of the organization. */
  readonly organization: string;
  /** Name of the workspace: letters, digits, `-` and `_`. */
  readonly workspace: string;
  /**
   * Host of HCP Terraform or Terraform Enterprise.
   * @default 'app.terraform.io'
   */
  readonly hostname?: string;
}

/** Where an environment's Terraform state is kept. */
export class Backend {
  /**
   * A blob in a storage account: locked while in use, and out of reach of the program's repository.
   * @throws CdkAksError when the environment is made: `name/azure` for names, `backend/key`, `backend/late`
   */
  static azureStorage(props: AzureStorageBackendProps): Backend {
    return new Backend((stack, cloud) => {
      const key = props.key ?? `${stack.node.id}.tfstate`;
      checkAzureStorage(stack, { ...props, key });
      const { providerEnvironment } = cloudFacts(cloud);
      new AzurermBackend(stack, {
        resourceGroupName: props.resourceGroupName,
        storageAccountName: props.storageAccountName,
        containerName: props.containerName,
        key,
        useAzureadAuth: props.useEntraId ?? true,
        useOidc: props.useOidc,
        subscriptionId: props.subscriptionId,
        tenantId: props.tenantId,
        environment: providerEnvironment === 'public' ? undefined : providerEnvironment,
      });
    });
  }

  /**
   * A file on this machine, for trying things out.
   * @throws CdkAksError `backend/path` for an absolute path, or one that stays inside the output
   */
  static local(props: LocalBackendProps = {}): Backend {
    return new Backend((stack) => {
      const path = props.path ?? defaultStatePath(stack);
      if (!leadsOutOfDeploy(path, programFolder(stack))) {
        throw invalid(stack, {
          property: 'backend.path',
          value: path,
          rule: 'does not lead out of the output folder',
          fix: `Use a relative path such as ${defaultStatePath(stack)}`,
          code: 'backend/path',
        });
      }
      new LocalBackend(stack, { path });
    });
  }

  /**
   * HCP Terraform, or Terraform Enterprise.
   * @throws CdkAksError when the environment is made: `backend/remote`, `backend/late`
   */
  static remote(props: RemoteBackendProps): Backend {
    return new Backend((stack) => {
      checkRemote(stack, props);
      new RemoteBackend(stack, {
        hostname: props.hostname ?? 'app.terraform.io',
        organization: props.organization,
        workspaces: new NamedRemoteWorkspace(props.workspace),
      });
    });
  }

  private constructor(
    /** @internal */
    readonly addTo: (stack: TerraformStack, cloud: Cloud) => void,
  ) {}
}

function defaultStatePath(stack: TerraformStack): string {
  return `${programFolder(stack)}/terraform.${stack.node.id}.tfstate`;
}

/** The program's folder as Terraform sees it when it runs in the environment's. */
function programFolder(stack: TerraformStack): string {
  return joinOf(stack)?.programFromStack ?? '../../../..';
}

/** State must not lie in what Git takes. */
function leadsOutOfDeploy(path: string, program: string): boolean {
  const plain = posix.normalize(path);
  return plain.startsWith(`${program}/`) && !plain.startsWith(`${program}/deploy/`) && !/(^|\/)\.{0,2}$/.test(plain);
}

function checkAzureStorage(stack: TerraformStack, props: AzureStorageBackendProps & { readonly key: string }): void {
  const problems = new Problems(stack);
  refuseLate(problems, { ...props });
  const named: readonly (readonly ['resourceGroupName' | 'storageAccountName' | 'containerName', AzureNameType])[] = [
    ['resourceGroupName', 'resourceGroup'],
    ['storageAccountName', 'storageAccount'],
    ['containerName', 'storageContainer'],
  ];
  for (const [property, type] of named) {
    const name = props[property];
    if (!Token.isUnresolved(name)) problems.attempt(undefined, () => azureName(type, name, `backend.${property}`));
  }
  if (props.key === '' || props.key.length > 1024 || /(^\/)|[./]$/.test(props.key)) {
    problems.add({
      property: 'backend.key',
      value: props.key,
      rule: "is no name of a blob: 1 to 1024 characters, not starting with '/' nor ending with '/' or '.'",
      fix: `Write one such as ${stack.node.id}.tfstate`,
      code: 'backend/key',
    });
  }
  problems.throwIfAny();
}

function checkRemote(stack: TerraformStack, props: RemoteBackendProps): void {
  const problems = new Problems(stack);
  refuseLate(problems, { ...props });
  for (const property of ['organization', 'workspace'] as const) {
    if (/^[\w-]+$/.test(props[property]) || Token.isUnresolved(props[property])) continue;
    problems.add({
      property: `backend.${property}`,
      value: props[property],
      rule: "is not made of letters, digits, '-' and '_'",
      fix: `Write the name of the ${property} as HCP Terraform shows it`,
      code: 'backend/remote',
    });
  }
  problems.throwIfAny();
}

/** Terraform reads its backend before anything else: no expression can stand there. */
function refuseLate(problems: Problems, props: Readonly<Record<string, unknown>>): void {
  for (const [property, value] of Object.entries(props)) {
    if (typeof value !== 'string' || !Token.isUnresolved(value)) continue;
    problems.add({
      property: `backend.${property}`,
      rule: 'is an expression, and Terraform reads its backend before it evaluates any',
      fix: 'Write a literal',
      code: 'backend/late',
    });
  }
}
