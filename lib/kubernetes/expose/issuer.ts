import { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import type { certManagerIo, networkingV1 } from '../api';
import { toIngress } from '../connect/rules';
import { KubernetesObject, namespaceOf, objectName } from '../object';
import { type HasPlacement, renderPlacement } from '../workload/placement';
import type { Gateway } from './gateway';
import type { Ingress } from './ingress';

/** Let's Encrypt: "ACME Client Implementations" and "Staging Environment". */
const SERVERS = {
  'letsencrypt-staging': 'https://acme-staging-v02.api.letsencrypt.org/directory',
  'letsencrypt-production': 'https://acme-v02.api.letsencrypt.org/directory',
} as const;

/** cert-manager: pods that answer HTTP-01 challenges. */
const SOLVER_LABELS = { 'acme.cert-manager.io/http01-solver': 'true' };
const SOLVER_PORT = 8089;

/** Who signs certificates. */
export interface IIssuer {
  readonly issuerName: string;
  readonly issuerKind: 'Issuer' | 'ClusterIssuer';
  /** Namespace that it signs for; undefined for any. */
  readonly namespaceName?: string;
  /** False where hosts are proved by answering a request, which no wildcard can be. */
  readonly provesWildcards?: boolean;
}

export interface AcmeIssuerProps {
  /**
   * Who signs. The staging server's certificates are trusted by nobody and not rationed: for trying out.
   * Or the address of another ACME directory, over HTTPS.
   */
  readonly server: 'letsencrypt-staging' | 'letsencrypt-production' | `https://${string}`;
  /** Who is told when a certificate is about to expire. */
  readonly email: string;
  /** Where challenges arrive: the gateway or Ingress that the hosts' DNS records point at. */
  readonly gateway: Gateway | Ingress;
  /**
   * Node pool that the pods which answer challenges run on.
   * @default - any Linux pool without a taint
   */
  readonly on?: HasPlacement;
}

export interface ExistingIssuer {
  /** @default 'ClusterIssuer' */
  readonly kind?: 'Issuer' | 'ClusterIssuer';
}

/**
 * Signs certificates of one namespace by ACME, such as Let's Encrypt does: a host is proved by answering a request for
 * it (HTTP-01) through the gateway or Ingress. Opens the flow to the pods that answer.
 *
 * It is an Issuer and no ClusterIssuer, so that it lies behind cert-manager in the order in which Flux applies folders:
 * a folder that holds both would be refused for want of cert-manager's definitions.
 */
export class AcmeIssuer extends Construct implements IIssuer {
  /** Uses an issuer that exists already; nothing is created. */
  static fromName(name: string, { kind = 'ClusterIssuer' }: ExistingIssuer = {}): IIssuer {
    return { issuerName: dnsSubdomain(name, 'name'), issuerKind: kind };
  }

  readonly issuerName: string;
  readonly issuerKind = 'Issuer';
  readonly namespaceName: string;
  readonly provesWildcards = false;

  constructor(scope: Construct, id: string, props: AcmeIssuerProps) {
    super(scope, id);
    this.issuerName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.checkProps(props);
    this.renderIssuer(props);
    this.renderSolverPolicy(props);
  }

  private renderIssuer(props: AcmeIssuerProps): void {
    const server = SERVERS[props.server as keyof typeof SERVERS] ?? props.server;
    const { gatewayHTTPRoute, ingress } = props.gateway.solver(this.namespaceName);
    const podTemplate = { spec: solverPod(props) };
    const http01 = gatewayHTTPRoute
      ? { gatewayHTTPRoute: { ...gatewayHTTPRoute, podTemplate } }
      : { ingress: { ...ingress, podTemplate } };
    new KubernetesObject<certManagerIo.Issuer>(this, 'Resource', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name: this.issuerName },
      spec: {
        acme: {
          server,
          email: props.email,
          privateKeySecretRef: { name: `${this.issuerName}-account-key` },
          solvers: [{ http01 }],
        },
      },
    });
  }

  /** A challenge is answered to the way in alone, and the pod that answers asks for nothing. */
  private renderSolverPolicy({ gateway }: AcmeIssuerProps): void {
    const ports = [{ port: SOLVER_PORT, protocol: 'TCP' }] as const;
    const peers = gateway.challenger().toPolicyPeers(this.namespaceName);
    new KubernetesObject<networkingV1.NetworkPolicy>(this, 'SolverPolicy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `${this.issuerName}-solver` },
      spec: {
        podSelector: { matchLabels: SOLVER_LABELS },
        policyTypes: ['Ingress', 'Egress'],
        ingress: toIngress(peers.map((peer) => ({ peer, ports }))),
      },
    });
  }

  private checkProps({ server, email }: AcmeIssuerProps): void {
    const problems = new Problems(this);
    problems.attempt('id', () => dnsSubdomain(this.issuerName, 'id'));
    if (!(server in SERVERS) && !/^https:\/\/[^\s/@]+(\/\S*)?$/.test(server)) {
      problems.add({
        property: 'server',
        value: server,
        rule: 'is not an ACME server',
        fix: "Write 'letsencrypt-production', 'letsencrypt-staging', or the address of a directory over HTTPS",
        code: 'expose/acme-server',
      });
    }
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || /@example\.(com|net|org)$/i.test(email)) {
      problems.add({
        property: 'email',
        value: email,
        rule: 'is no address that an ACME server takes; it refuses those of example.com, too',
        fix: 'Write the address of the team that looks after certificates',
        code: 'expose/acme-email',
      });
    }
    problems.throwIfAny();
  }
}

/** cert-manager replaces its own security context by this one, so all that `restricted` asks of a pod must be here. */
function solverPod({ on }: AcmeIssuerProps): certManagerIo.IssuerSpecAcmeSolverHttp01GatewayHTTPRoutePodTemplateSpec {
  const { nodeSelector, tolerations } = renderPlacement({
    os: 'linux',
    place: on?.placement,
    overflow: false,
    tolerations: [],
  });
  return {
    nodeSelector,
    ...(tolerations ? { tolerations } : {}),
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
  };
}
