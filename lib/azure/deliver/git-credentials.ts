import { TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ICluster, IWorkloadIdentity } from '../../core/contracts';
import { dnsSubdomain } from '../../core/dns-names';
import { InvalidValue } from '../../core/errors';
import { FLUX_SOURCE_CONTROLLER } from '../../core/service-accounts';
import { terraformAddress } from '../../core/terraform-address';

/** What credentials add to a Flux configuration. */
export interface RenderedCredentials {
  /** Arguments of `git_repository`. */
  readonly repository: Readonly<Record<string, string>>;
  /** Settings of the extension. */
  readonly settings: Readonly<Record<string, string>>;
}

/** How Flux signs in to a Git repository. No secret is ever part of the program or its output. */
export class GitCredentials {
  /** A repository that anyone may read. */
  static none(): GitCredentials {
    return new GitCredentials('any', () => ({ repository: {}, settings: {} }));
  }

  /**
   * User and token over HTTPS. The token is a sensitive variable of Terraform, `<flux>_https_token`, without default.
   *
   * @param user as the Git service asks for; with most tokens any name will do
   */
  static https(user = 'git'): GitCredentials {
    return new GitCredentials('https', ({ owner }) => {
      if (user === '') throw empty('user');
      const token = secretVariable(owner, 'https_token', 'Token that Flux reads the Git repository with.');
      return { repository: { httpsUser: user, httpsKeyBase64: base64(token) }, settings: {} };
    });
  }

  /**
   * A private key over SSH: a sensitive variable of Terraform, `<flux>_ssh_private_key`, without default.
   *
   * @param knownHosts lines of the server's public keys, as `ssh-keyscan` prints them; Azure knows those of GitHub, GitLab,
   * Bitbucket and Azure DevOps
   */
  static ssh(knownHosts?: string): GitCredentials {
    return new GitCredentials('ssh', ({ owner }) => {
      if (knownHosts?.trim() === '') throw empty('knownHosts');
      const key = secretVariable(
        owner,
        'ssh_private_key',
        'Private key that Flux reads the Git repository with, in PEM form.',
      );
      return {
        repository: {
          sshPrivateKeyBase64: base64(key),
          ...(knownHosts === undefined ? {} : { sshKnownHostsBase64: Buffer.from(knownHosts).toString('base64') }),
        },
        settings: {},
      };
    });
  }

  /**
   * A Secret in the configuration's namespace that something else makes. Flux: "Git Repositories", secret reference.
   * @throws InvalidValue `name/dns-subdomain` when the configuration is made
   */
  static secret(name: string): GitCredentials {
    return new GitCredentials('any', () => ({
      repository: { localAuthReference: dnsSubdomain(name, 'secret') },
      settings: {},
    }));
  }

  /**
   * An identity that may read the repository in Azure DevOps: no secret anywhere. The identity trusts Flux's source
   * controller; in Azure DevOps it has to be a user with access.
   */
  static workloadIdentity(identity: IWorkloadIdentity): GitCredentials {
    return new GitCredentials('https', ({ cluster }) => {
      identity.trust({ cluster, ...FLUX_SOURCE_CONTROLLER });
      return {
        repository: { provider: 'Azure' },
        settings: {
          'workloadIdentity.enable': 'true',
          'workloadIdentity.azureClientId': identity.clientId,
          'workloadIdentity.azureTenantId': identity.tenantId,
        },
      };
    });
  }

  private constructor(
    /** @internal Form of the URL that these credentials are for. */
    readonly scheme: 'https' | 'ssh' | 'any',
    /** @internal */
    readonly render: (target: { readonly owner: Construct; readonly cluster: ICluster }) => RenderedCredentials,
  ) {}
}

/** Underscores only: a hyphen could not stand in `TF_VAR_…`. */
function secretVariable(owner: Construct, id: string, description: string): TerraformVariable {
  const variable = new TerraformVariable(owner, id, { type: 'string', sensitive: true, nullable: false, description });
  const stack = TerraformStack.of(owner);
  const ids = variable.node.scopes.slice(stack.node.scopes.length).map((scope) => scope.node.id);
  variable.overrideLogicalId(terraformAddress(ids).replace(/-/g, '_'));
  return variable;
}

function base64(variable: TerraformVariable): string {
  return `\${base64encode(var.${variable.friendlyUniqueId})}`;
}

function empty(property: string): InvalidValue {
  return new InvalidValue({
    property,
    rule: 'is empty',
    fix: 'Leave it out, or write what the Git service asks for',
    code: 'flux/credentials-empty',
  });
}
