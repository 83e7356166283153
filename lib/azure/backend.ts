import { AzurermBackend, LocalBackend, NamedRemoteWorkspace, RemoteBackend, type TerraformStack } from 'cdktf';
import { invalid } from '../core/errors';

export interface AzureStorageBackendProps {
  readonly resourceGroupName: string;
  readonly storageAccountName: string;
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
   * Signs in with the pipeline's OIDC token.
   * @default - as `ARM_USE_OIDC` says
   */
  readonly useOidc?: boolean;
}

export interface LocalBackendProps {
  /**
   * Path of the state file, relative to the environment's folder `<terraform out>/stacks/<environment>`; leads out of `deploy/`.
   * @default `../../../../terraform.<environment>.tfstate`
   */
  readonly path?: string;
}

export interface RemoteBackendProps {
  readonly organization: string;
  /** Name of the workspace. */
  readonly workspace: string;
  /** @default `app.terraform.io` */
  readonly hostname?: string;
}

/** Where an environment's Terraform state is kept. */
export class Backend {
  /** A blob in a storage account: locked while in use, and out of reach of the program's repository. */
  static azureStorage(props: AzureStorageBackendProps): Backend {
    return new Backend((stack) => {
      new AzurermBackend(stack, {
        resourceGroupName: props.resourceGroupName,
        storageAccountName: props.storageAccountName,
        containerName: props.containerName,
        key: props.key ?? `${stack.node.id}.tfstate`,
        useAzureadAuth: props.useEntraId ?? true,
        useOidc: props.useOidc,
        subscriptionId: props.subscriptionId,
      });
    });
  }

  /**
   * A file on this machine, for trying things out.
   * @throws CdkAksError `backend/path` for an absolute path, or one that stays inside the output
   */
  static local(props: LocalBackendProps = {}): Backend {
    return new Backend((stack) => {
      const path = props.path ?? `../../../../terraform.${stack.node.id}.tfstate`;
      // Three levels lead from stacks/<environment> to the output folder itself; state must not lie in what Git takes.
      if (!path.startsWith('../../../')) {
        throw invalid(stack, {
          property: 'backend.path',
          value: path,
          rule: 'does not lead out of the output folder',
          fix: `Use a relative path such as ../../../../terraform.${stack.node.id}.tfstate`,
          code: 'backend/path',
        });
      }
      new LocalBackend(stack, { path });
    });
  }

  /** HCP Terraform, or Terraform Enterprise. */
  static remote(props: RemoteBackendProps): Backend {
    return new Backend((stack) => {
      new RemoteBackend(stack, {
        hostname: props.hostname ?? 'app.terraform.io',
        organization: props.organization,
        workspaces: new NamedRemoteWorkspace(props.workspace),
      });
    });
  }

  private constructor(
    /** @internal */
    readonly addTo: (stack: TerraformStack) => void,
  ) {}
}
