import type { IWorkloadIdentity } from '../../core/contracts';
import { dnsSubdomain } from '../../core/dns-names';

/** How a share or container is opened. */
export class StorageAccess {
  /**
   * With the account's name and key, in a Secret of the claim's namespace with `azurestorageaccountname` and
   * `azurestorageaccountkey`.
   */
  static secret(name: string): StorageAccess {
    return new StorageAccess(dnsSubdomain(name, 'name'));
  }

  /**
   * As a workload identity, which reads the account's key. The ServiceAccount of each workload that mounts the volume is
   * trusted by it.
   *
   * @param options.accountId resource id of the account: the identity gets the role for it. Without, it has it already
   */
  static workloadIdentity(identity: IWorkloadIdentity, options: { readonly accountId?: string } = {}): StorageAccess {
    return new StorageAccess(undefined, identity, options.accountId);
  }

  private constructor(
    readonly secretName: string | undefined,
    readonly identity?: IWorkloadIdentity,
    /** @internal */
    readonly accountId?: string,
  ) {}
}
