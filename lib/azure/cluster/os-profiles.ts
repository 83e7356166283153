import { TerraformVariable, Token } from 'cdktf';
import type { Construct } from 'constructs';
import type { Problems } from '../../core/errors';
import { fixAddress } from '../address';

/** Who may sign in to Linux nodes by SSH. Fixed at creation: a change replaces the cluster. */
export interface LinuxProfileProps {
  /**
   * @creation
   * @default 'azureuser'
   */
  readonly adminUsername?: string;
  /**
   * Public key in OpenSSH's form, `ssh-rsa …` or `ssh-ed25519 …`.
   * @creation
   */
  readonly sshPublicKey: string;
}

/** Who may sign in to Windows nodes. The password is a sensitive variable of Terraform without a default. */
export interface WindowsProfileProps {
  /**
   * @creation
   * @default 'azureuser'
   */
  readonly adminUsername?: string;
  /**
   * Uses licenses that you own: Azure Hybrid Benefit.
   * @default false
   */
  readonly hybridBenefit?: boolean;
  /**
   * Lets pods of Windows sign in to a domain by group managed service accounts. Both may be empty, where the network's own DNS
   * knows the domain. Azure: "Enable Group Managed Service Accounts (gMSA) for your Windows Server nodes on AKS".
   * @default - none
   */
  readonly gmsa?: { readonly dnsServer: string; readonly rootDomain: string };
}

const ADMIN = 'azureuser';
/** Azure refuses these as names of administrators. Azure: "Frequently asked questions about Windows virtual machines". */
const REFUSED = new Set([
  'admin',
  'administrator',
  'guest',
  'root',
  'test',
  'user',
  'console',
  'sys',
  'actuser',
  'backup',
]);

export function linuxProfileBlock(props: LinuxProfileProps | undefined, problems: Problems) {
  if (props === undefined) return undefined;
  const key = props.sshPublicKey.trim();
  if (!Token.isUnresolved(key) && !/^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]+={0,3}( [^\n]*)?$/.test(key)) {
    problems.add({
      property: 'linuxProfile.sshPublicKey',
      // Never print it: it may be the private half.
      rule: 'is not a public key in the form of OpenSSH',
      fix: "Write the content of a file such as ~/.ssh/id_ed25519.pub: 'ssh-ed25519 AAAA…'",
      code: 'cluster/ssh-key',
    });
  }
  return { adminUsername: adminName('linuxProfile', props.adminUsername, 32, problems), sshKey: { keyData: key } };
}

/** Declares the password's variable below `scope`. */
export function windowsProfileBlock(scope: Construct, props: WindowsProfileProps | undefined, problems: Problems) {
  if (props === undefined) return undefined;
  const adminUsername = adminName('windowsProfile', props.adminUsername, 20, problems);
  const password = fixAddress(
    new TerraformVariable(scope, 'windows_admin_password', {
      type: 'string',
      sensitive: true,
      nullable: false,
      description: 'Password of the administrator of Windows nodes: at least 14 characters of several kinds.',
    }),
  );
  password.addValidation({
    condition: `\${length(var.${password.friendlyUniqueId}) >= 14}`,
    errorMessage: 'The password of Windows nodes must have at least 14 characters.',
  });
  return {
    adminUsername,
    adminPassword: password.stringValue,
    license: props.hybridBenefit ? 'Windows_Server' : undefined,
    gmsa: props.gmsa && { ...props.gmsa },
  };
}

function adminName(profile: string, given: string | undefined, longest: number, problems: Problems): string {
  const name = given ?? ADMIN;
  if (!/^[A-Za-z][-A-Za-z0-9_]*$/.test(name) || name.length > longest || REFUSED.has(name.toLowerCase())) {
    problems.add({
      property: `${profile}.adminUsername`,
      value: name,
      rule: `is not the name of an administrator: a letter, then letters, digits, '-' and '_', at most ${longest}, and no common one`,
      fix: `Leave it out for '${ADMIN}'`,
      code: 'cluster/admin-name',
    });
  }
  return name;
}
