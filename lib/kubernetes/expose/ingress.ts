import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { IKeyVault } from '../../core/contracts';
import { dnsSubdomain } from '../../core/dns-names';
import { invalid, Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import { checkAnnotations } from '../../core/metadata';
import type { certManagerIo, networkingV1 } from '../api';
import { Connections } from '../connect/connections';
import type { IConnectable } from '../connect/contracts';
import type { Peer } from '../connect/peer';
import { KubernetesObject, namespaceOf, objectName } from '../object';
import type { IWorkload } from '../workload/contracts';
import type { ICertificate } from './certificate';
import type { ChallengePath } from './challenges';
import { checkHost, covers } from './hosts';
import type { IngressController } from './ingress-controller';
import { checkPath } from './paths';
import { checkBeside, servedPort } from './served-port';

/** Azure: "Set up a custom domain name and TLS certificate with the application routing add-on". */
const KEY_VAULT_URI = 'kubernetes.azure.com/tls-cert-keyvault-uri';

export interface IngressProps {
  /** Who takes it up: `IngressController.appRouting()`. */
  readonly controller: IngressController;
  /**
   * Annotations, such as those of the controller: `{ 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' }`.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface IngressRouteProps {
  /** Host of the requests: `shop.contoso.com`, or `*.contoso.com`. */
  readonly host: string;
  /**
   * Path of the requests, with everything below it.
   * @default '/'
   */
  readonly path?: string;
  /**
   * Takes the path alone, without what is below it.
   * @default false
   */
  readonly exact?: boolean;
  /**
   * Port of the workload, by name or by number as its container listens.
   * @default - its only TCP port that has a Service
   */
  readonly port?: string | number;
  /**
   * Answers the host without TLS. Everyone on the way can read and change what is sent.
   * @default false
   */
  readonly plainHttp?: boolean;
}

interface Route {
  readonly host: string;
  readonly plainHttp: boolean;
  readonly path: networkingV1.HTTPIngressPath;
}

/**
 * A way in by an ingress controller: hosts with their certificates, and routes to workloads of its namespace. Each route
 * opens the flow from the controller's pods.
 *
 * @example
 * const ingress = new Ingress(shop, 'ingress', { controller: IngressController.appRouting() });
 * ingress.useVaultCertificate(vault, 'shop-tls', ['shop.contoso.com']);
 * ingress.route(web, { host: 'shop.contoso.com' });
 */
export class Ingress extends Construct implements IConnectable, ChallengePath {
  readonly ingressName: string;
  readonly namespaceName: string;
  readonly controller: IngressController;
  /** Where requests come from, for policies. */
  readonly connections: Connections;
  private readonly resource: KubernetesObject<networkingV1.Ingress>;
  private readonly routes: Route[] = [];
  private readonly tls = new Map<string, string[]>();
  private vaultUri: string | undefined;

  constructor(scope: Construct, id: string, props: IngressProps) {
    super(scope, id);
    this.ingressName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.controller = props.controller;
    const problems = new Problems(this);
    problems.attempt('id', () => dnsSubdomain(this.ingressName, 'id'));
    problems.attempt('annotations', () => checkAnnotations(props.annotations ?? {}));
    problems.throwIfAny();
    this.connections = new Connections(this.controller.peer);
    this.resource = new KubernetesObject<networkingV1.Ingress>(this, 'Resource', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: this.ingressName, ...(props.annotations ? { annotations: props.annotations } : {}) },
      spec: Lazy.any({ produce: () => this.renderSpec() }),
    });
    addCheck(this, (found) => this.checkWhole(found));
  }

  /**
   * Answers the hosts of a certificate over TLS. Calling it again changes nothing.
   * @throws CdkAksError `expose/other-namespace`, `expose/duplicate-host`
   */
  addCertificate(certificate: ICertificate): void {
    if (certificate.namespaceName !== undefined && certificate.namespaceName !== this.namespaceName) {
      throw invalid(this, {
        property: 'certificate',
        value: certificate.secretName,
        rule: `is in namespace '${certificate.namespaceName}', and an Ingress in '${this.namespaceName}' reads Secrets beside it`,
        fix: `Create the certificate in namespace '${this.namespaceName}'`,
        code: 'expose/other-namespace',
      });
    }
    this.addTls(certificate.secretName, certificate.hosts);
  }

  /**
   * Answers hosts with a certificate that stays in a Key Vault; the add-on renews it from there. The add-on's identity
   * must be `Key Vault Certificate User` of the vault: `appRouting: { certificateVaultIds: [vault.vaultId] }`.
   *
   * @param version of the certificate; the newest if left out
   * @throws CdkAksError `expose/no-key-vault` for a controller that reads none, `expose/second-vault-certificate`,
   *   `expose/host`, `expose/duplicate-host`
   */
  useVaultCertificate(vault: IKeyVault, certificate: string, hosts: readonly string[], version?: string): void {
    const uri = [`${vault.vaultUri}certificates/${certificate}`, ...(version === undefined ? [] : [version])].join('/');
    if (this.vaultUri === uri) return;
    const problems = new Problems(this);
    if (!this.controller.readsKeyVault) {
      problems.add({
        property: 'controller',
        value: this.controller.className,
        rule: 'reads no certificates from a Key Vault: the application routing add-on does',
        fix: 'Use IngressController.appRouting(), or a Certificate of an issuer',
        code: 'expose/no-key-vault',
      });
    }
    if (this.vaultUri !== undefined) {
      problems.add({
        property: 'certificate',
        value: certificate,
        rule: `is the second one of a Key Vault, and an Ingress takes one: ${this.vaultUri}`,
        fix: 'Create a second Ingress for its hosts',
        code: 'expose/second-vault-certificate',
      });
    }
    for (const host of hosts) problems.attempt('hosts', () => checkHost(host, 'hosts'));
    problems.throwIfAny();
    this.addTls(`keyvault-${this.ingressName}`, hosts);
    this.resource.metadata.addAnnotation(KEY_VAULT_URI, uri);
    this.vaultUri = uri;
  }

  /**
   * Sends requests to a workload of the same namespace, and lets the controller reach its pods.
   *
   * @throws CdkAksError `expose/no-service`, `expose/other-namespace`, `expose/other-cluster`, `expose/host`,
   *   `expose/path`, `expose/port-needed`, `port/unknown`, `expose/duplicate-route`
   */
  route(workload: IWorkload, props: IngressRouteProps): void {
    const { host, path = '/', exact = false, plainHttp = false } = props;
    const problems = new Problems(workload);
    problems.attempt('host', () => checkHost(host, 'host'));
    problems.attempt('path', () => checkPath(path, 'path'));
    checkBeside(workload, this, `Ingress '${this.ingressName}'`, problems);
    const pathType = exact ? 'Exact' : 'Prefix';
    const same = this.routes.some(
      (one) => one.host === host && one.path.path === path && one.path.pathType === pathType,
    );
    if (same) {
      problems.add({
        property: 'path',
        value: path,
        rule: `of '${host}' is that of another route of the Ingress already`,
        fix: 'Give one of the two another host or path',
        code: 'expose/duplicate-route',
      });
    }
    const port = problems.attempt('port', () => servedPort(workload, props.port, problems));
    problems.throwIfAny();
    if (!port) return;
    const service = { name: workload.serviceName ?? '', port: { number: port.servicePort } };
    this.routes.push({ host, plainHttp, path: { path, pathType, backend: { service } } });
    workload.connections.allowFrom(this, { ports: port.containerPort });
  }

  /** @internal */
  solver(): certManagerIo.IssuerSpecAcmeSolverHttp01 {
    return { ingress: { ingressClassName: this.controller.className, serviceType: 'ClusterIP' } };
  }

  /** @internal */
  challenger(): Peer {
    return this.controller.peer;
  }

  private addTls(secretName: string, hosts: readonly string[]): void {
    const present = this.tls.get(secretName) ?? [];
    const problems = new Problems(this);
    for (const host of hosts.filter((one) => !present.includes(one))) {
      const [other] = [...this.tls].find(([, known]) => known.includes(host)) ?? [];
      if (other === undefined) continue;
      problems.add({
        property: 'certificate',
        value: host,
        rule: `has a certificate already, '${other}'`,
        fix: 'Take the host out of one of the two',
        code: 'expose/duplicate-host',
      });
    }
    problems.throwIfAny();
    this.tls.set(secretName, [...new Set([...present, ...hosts])]);
  }

  private renderSpec(): networkingV1.IngressSpec {
    const hosts = [...new Set(this.routes.map(({ host }) => host))];
    return {
      ingressClassName: this.controller.className,
      ...(this.tls.size > 0 ? { tls: [...this.tls].map(([secretName, names]) => ({ hosts: names, secretName })) } : {}),
      rules: hosts.map((host) => ({
        host,
        http: { paths: this.routes.filter((route) => route.host === host).map(({ path }) => path) },
      })),
    };
  }

  /** What depends on certificates, which may come after their routes. */
  private checkController(problems: Problems): void {
    const cluster = joinOf(this)?.clusterOf(this);
    if (!this.controller.readsKeyVault || cluster?.features.appRouting !== false) return;
    problems.add({
      property: 'controller',
      value: this.controller.className,
      rule: `is of the application routing add-on, which cluster '${cluster.clusterName}' has not`,
      fix: 'Give the cluster appRouting: true, or use another controller',
      code: 'expose/no-app-routing',
    });
  }

  private checkWhole(problems: Problems): void {
    this.checkController(problems);
    if (this.routes.length === 0) {
      problems.add({
        rule: 'leads nowhere, and the API server takes no Ingress without a rule',
        fix: 'Add one with ingress.route(…)',
        code: 'expose/no-routes',
      });
    }
    const secured = [...this.tls.values()].flat();
    const open = this.routes.filter((route) => !route.plainHttp && !secured.some((name) => covers(name, route.host)));
    for (const host of new Set(open.map((route) => route.host))) {
      problems.add({
        property: 'host',
        value: host,
        rule: `has no certificate on Ingress '${this.ingressName}'`,
        fix: 'Add one with addCertificate(…) or useVaultCertificate(…), or answer without TLS with { plainHttp: true }',
        code: 'expose/no-certificate',
      });
    }
  }
}
