import { Construct, type IConstruct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { invalid, Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { certManagerIo } from '../api';
import { KubernetesObject, namespaceOf, objectName } from '../object';
import { checkHost } from './hosts';
import type { IIssuer } from './issuer';
import { ReferenceGrant } from './reference-grant';

/** Let's Encrypt: "Rate Limits", names of one certificate. */
const MOST_HOSTS = 100;

/** A certificate with its key, in a Secret. */
export interface ICertificate {
  /** Secret of type `kubernetes.io/tls` that holds it. */
  readonly secretName: string;
  /** Hosts that it is good for. */
  readonly hosts: readonly string[];
  /** Undefined for a Secret that this program doesn't describe: it must be in the namespace that uses it. */
  readonly namespaceName?: string;
  /** Lets a Gateway of another namespace use it; undefined where that can't be. Calling it again changes nothing. */
  grantGateway?(gateway: IConstruct & { readonly namespaceName: string }): void;
}

export interface CertificateProps {
  /** Who signs. */
  readonly issuer: IIssuer;
  /** Hosts that it is good for: `shop.contoso.com`. */
  readonly hosts: readonly string[];
  /**
   * Kind of key.
   * @default 'ECDSA', on curve P-256
   */
  readonly keyAlgorithm?: 'ECDSA' | 'RSA';
}

/**
 * A certificate that cert-manager asks for and renews, with a new key each time. It is in the Secret of its own name.
 *
 * @throws CdkAksError for names that are no hosts (expose/host), none or too many of them (expose/hosts), and a wildcard
 * that the issuer can't prove (expose/wildcard)
 */
export class Certificate extends Construct implements ICertificate {
  /** Uses a certificate that something else puts into a Secret; nothing is created. */
  static fromSecret(secretName: string, hosts: readonly string[]): ICertificate {
    const problems = new Problems();
    problems.attempt('secretName', () => dnsSubdomain(secretName, 'secretName'));
    for (const host of hosts) problems.attempt('hosts', () => checkHost(host, 'hosts'));
    problems.throwIfAny();
    return { secretName, hosts: [...hosts] };
  }

  readonly secretName: string;
  readonly namespaceName: string;
  readonly hosts: readonly string[];

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    this.secretName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.hosts = [...new Set(props.hosts)];
    this.checkProps(props);
    const { issuer, keyAlgorithm = 'ECDSA' } = props;
    new KubernetesObject<certManagerIo.Certificate>(this, 'Resource', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: this.secretName },
      spec: {
        secretName: this.secretName,
        dnsNames: [...this.hosts],
        issuerRef: { group: 'cert-manager.io', kind: issuer.issuerKind, name: issuer.issuerName },
        privateKey: {
          algorithm: keyAlgorithm,
          size: keyAlgorithm === 'ECDSA' ? 256 : 2048,
          rotationPolicy: 'Always',
        },
      },
    });
  }

  /**
   * Lets a Gateway of another namespace of the cluster use it: a ReferenceGrant beside it. Calling it again changes nothing.
   * @throws CdkAksError `expose/other-cluster`
   */
  grantGateway(gateway: IConstruct & { readonly namespaceName: string }): void {
    const [here, there] = [joinOf(this)?.clusterOf(this), joinOf(gateway)?.clusterOf(gateway)];
    if (here !== there) {
      throw invalid(this, {
        rule: `is on ${here ? `cluster '${here.clusterName}'` : 'no cluster'}, and the gateway at ${gateway.node.path} on ${there ? `cluster '${there.clusterName}'` : 'none'}`,
        fix: 'Create a certificate on the cluster of the gateway',
        code: 'expose/other-cluster',
      });
    }
    const namespace = gateway.namespaceName;
    const id = `gateway-${namespace}`;
    if (this.node.tryFindChild(id)) return;
    new ReferenceGrant(this, id, {
      from: [{ kind: 'Gateway', namespace }],
      to: [{ kind: 'Secret', name: this.secretName }],
    });
  }

  private checkProps({ issuer }: CertificateProps): void {
    const problems = new Problems(this);
    problems.attempt('id', () => dnsSubdomain(this.secretName, 'id'));
    if (this.hosts.length === 0 || this.hosts.length > MOST_HOSTS) {
      problems.add({
        property: 'hosts',
        value: this.hosts.length,
        rule: `is the number of hosts, and a certificate has 1 to ${MOST_HOSTS}`,
        fix: 'Split them over several certificates',
        code: 'expose/hosts',
      });
    }
    for (const host of this.hosts) {
      problems.attempt('hosts', () => checkHost(host, 'hosts'));
      if (host.startsWith('*.') && issuer.provesWildcards === false) {
        problems.add({
          property: 'hosts',
          value: host,
          rule: `is a wildcard, which '${issuer.issuerName}' can't prove by answering a request`,
          fix: 'Name each host, or use an issuer that proves by DNS (AcmeIssuer.fromName)',
          code: 'expose/wildcard',
        });
      }
    }
    if (issuer.namespaceName !== undefined && issuer.namespaceName !== this.namespaceName) {
      problems.add({
        property: 'issuer',
        value: issuer.issuerName,
        rule: `is in namespace '${issuer.namespaceName}' and signs for that one only`,
        fix: `Create an issuer in namespace '${this.namespaceName}'`,
        code: 'expose/other-namespace',
      });
    }
    problems.throwIfAny();
  }
}
