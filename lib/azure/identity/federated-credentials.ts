import { FederatedIdentityCredential } from '@cdktf/provider-azurerm/lib/federated-identity-credential';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { ICluster, ServiceAccountRef } from '../../core/contracts';
import { dnsLabel, dnsSubdomain } from '../../core/dns-names';
import { invalid, pathOf, Problems } from '../../core/errors';
import { deriveName } from '../../core/names';
import { fixAddress } from '../address';
import { cloudFacts } from '../clouds';
import { markPrerequisite } from '../prerequisites';

/** Azure: "Important considerations and restrictions for federated identity credentials". */
const MOST_CREDENTIALS = 20;

/** The identity that trusts. */
export interface TrustingIdentity {
  readonly identityName: string;
  readonly identityId: string;
  readonly resourceGroupName: string;
}

/** The federated credentials of one identity: at most 20 (ID04), made one after another, since Azure refuses two at a time. */
export class FederatedCredentials {
  private readonly accounts = new Map<string, ServiceAccountRef>();
  private readonly names = new Map<string, ServiceAccountRef>();
  private readonly last = new Map<TerraformStack, FederatedIdentityCredential>();

  constructor(
    private readonly owner: Construct,
    private readonly identity: TrustingIdentity,
  ) {}

  /** @throws CdkAksError `identity/too-many-credentials`, `identity/no-workload-identity`, `identity/credential-name`, `name/…` */
  add(account: ServiceAccountRef): void {
    const { cluster, namespace, name } = account;
    const key = `${pathOf(cluster)} ${namespace} ${name}`;
    if (this.accounts.has(key)) return;
    this.check(account);

    const credentialName = this.nameFor(account);
    const { home, id } = this.homeOf(account);
    const stack = TerraformStack.of(home);
    const before = this.last.get(stack);
    const credential = fixAddress(
      new FederatedIdentityCredential(home, id, {
        name: credentialName,
        resourceGroupName: this.identity.resourceGroupName,
        parentId: this.identity.identityId,
        audience: [cloudFacts(cluster.cloud).tokenAudience],
        issuer: cluster.oidcIssuerUrl,
        subject: `system:serviceaccount:${namespace}:${name}`,
        dependsOn: before ? [before] : undefined,
      }),
    );
    markPrerequisite(credential);
    this.last.set(stack, credential);
    this.accounts.set(key, account);
  }

  private check({ cluster, namespace, name }: ServiceAccountRef): void {
    const problems = new Problems(this.owner);
    problems.attempt(undefined, () => dnsLabel(namespace, 'namespace'));
    problems.attempt(undefined, () => dnsSubdomain(name, 'serviceAccount'));
    if (!cluster.features.workloadIdentity) {
      problems.add({
        property: 'cluster',
        value: cluster.clusterName,
        rule: 'has no workload identity, so that none of its pods can sign in',
        fix: 'Leave workload identity and the OIDC issuer of the cluster on',
        code: 'identity/no-workload-identity',
      });
    }
    if (this.accounts.size >= MOST_CREDENTIALS) {
      problems.add({
        property: 'serviceAccount',
        value: `${namespace}/${name}`,
        rule: `would be number ${MOST_CREDENTIALS + 1} that this identity trusts; Azure allows ${MOST_CREDENTIALS} federated credentials, those of KEDA's operator counted`,
        fix: 'Give some of the workloads an identity of their own',
        code: 'identity/too-many-credentials',
      });
    }
    problems.throwIfAny();
  }

  /** `prod-aks_shop_cart`: what the portal lists tells cluster, namespace and ServiceAccount. */
  private nameFor(account: ServiceAccountRef): string {
    const { cluster, namespace, name } = account;
    const derived = deriveName('federatedCredential', [`${cluster.clusterName}_${namespace}_${name}`]);
    const other = this.names.get(derived);
    if (other !== undefined) {
      throw invalid(this.owner, {
        property: 'serviceAccount',
        value: `${namespace}/${name}`,
        rule: `gives the same name of a credential, ${derived}, as ${other.namespace}/${other.name}`,
        fix: 'Rename one of the two ServiceAccounts',
        code: 'identity/credential-name',
      });
    }
    this.names.set(derived, account);
    return derived;
  }

  /**
   * Below the identity, or below the cluster where that is in another stack: manifests make the cluster's stack wait for
   * the identity's client id, so that the identity's stack can't wait for the cluster's issuer.
   */
  private homeOf({ cluster, namespace, name }: ServiceAccountRef): { readonly home: Construct; readonly id: string } {
    if (TerraformStack.of(cluster) === TerraformStack.of(this.owner)) {
      return { home: this.owner, id: `${cluster.clusterName}_${namespace}_${name}` };
    }
    return {
      home: cluster as ICluster & Construct,
      id: `trust-${this.identity.identityName}_${namespace}_${name}`,
    };
  }
}
