import { App, Chart } from 'cdk8s';
import type { IApplicationGateway, ServiceAccountRef } from '../../../lib/core/contracts';
import {
  AksApp,
  AksCluster,
  AlbController,
  Environment,
  ExternalDns,
  type ExternalDnsProps,
  FluxConfiguration,
  Ingress,
  IngressController,
  LoadBalancer,
  Frontend,
  Cpu,
  Microservice,
  Namespace,
  Size,
  VirtualNetwork,
  WorkloadIdentity,
} from '../../../lib';
import { kubernetesProblems } from '../../support/conformance';
import { emptyFolder, objectsIn, readFiles } from '../../support/world';
import { chart, cluster, object, objects } from '../connect/world';
import { FakeIdentity, messageOf } from '../workload/world';

const GROUP = '/subscriptions/s-1/resourceGroups/dns/providers/Microsoft.Network';
const zone = (zoneName: string, group = GROUP) => ({ zoneName, zoneId: `${group}/dnsZones/${zoneName}` });
const CONTOSO = zone('contoso.com');
const LATE = { zoneName: 'contoso.com', zoneId: '${TfToken[TOKEN.3]}' };

/** Records what it is asked for. */
class Identity extends FakeIdentity {
  readonly granted: string[] = [];
  override grant(...[role, scope]: readonly [string, string] | []): void {
    this.granted.push(`${role} on ${scope}`);
  }
}

function installed(props: Partial<ExternalDnsProps> = {}, on = cluster()) {
  const scope = chart('prod', on);
  const identity = new Identity();
  new ExternalDns(scope, 'external-dns', { zones: [CONTOSO], identity, ...props });
  const { spec } = object(scope, 'HelmRelease');
  return { scope, identity, on, spec, values: spec.values as Record<string, unknown> };
}

describe('ExternalDns', () => {
  it('installs the pinned chart for its zones, with records that are known by the name of the cluster', () => {
    const { scope, spec, values } = installed();

    expect(object(scope, 'HelmRepository').spec).toMatchObject({
      url: 'https://kubernetes-sigs.github.io/external-dns/',
    });
    expect(spec).toMatchObject({
      targetNamespace: 'external-dns',
      install: { createNamespace: false },
      chart: { spec: { chart: 'external-dns', version: '1.21.1', sourceRef: { name: 'external-dns-charts' } } },
    });
    expect(values).toEqual({
      fullnameOverride: 'external-dns',
      provider: { name: 'azure' },
      sources: ['service', 'ingress'],
      policy: 'upsert-only',
      registry: 'txt',
      txtOwnerId: 'prod',
      domainFilters: ['contoso.com'],
      serviceAccount: {
        name: 'external-dns',
        labels: { 'azure.workload.identity/use': 'true' },
        annotations: { 'azure.workload.identity/client-id': '${TfToken[TOKEN.7]}' },
      },
      podLabels: { 'azure.workload.identity/use': 'true' },
      secretConfiguration: {
        enabled: true,
        mountPath: '/etc/kubernetes/',
        data: {
          'azure.json': JSON.stringify({
            cloud: 'AzurePublicCloud',
            tenantId: '00000000-0000-0000-0000-000000000001',
            subscriptionId: 's-1',
            resourceGroup: 'dns',
            useWorkloadIdentityExtension: true,
          }),
        },
      },
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      tolerations: [],
      resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    });
    for (const one of objects(scope)) expect(kubernetesProblems(one, '1.34')).toEqual([]);
  });

  it('lets its identity write into the zones, and trust its service account', () => {
    const { identity, on } = installed({
      zones: [CONTOSO, zone('contoso.dev', GROUP.toUpperCase().replace('SUBSCRIPTIONS/S-1', 'subscriptions/s-1'))],
    });
    expect(identity.granted).toEqual([
      `DNS Zone Contributor on ${CONTOSO.zoneId}`,
      expect.stringMatching(/^DNS Zone Contributor on .*contoso.dev$/),
      'Reader on /subscriptions/s-1/resourceGroups/dns',
    ]);
    const account: ServiceAccountRef = { cluster: on, namespace: 'external-dns', name: 'external-dns' };
    expect(identity.trusted).toEqual([account]);
  });

  it('writes into private zones, of a group that is only named', () => {
    const { identity, values } = installed({
      kind: 'private',
      zones: [LATE],
      resourceGroup: { subscriptionId: 's-2', name: 'hub' },
      ownerId: 'weu',
      policy: 'sync',
      sources: ['gateway-httproute'],
    });
    expect(values).toMatchObject({
      provider: { name: 'azure-private-dns' },
      txtOwnerId: 'weu',
      policy: 'sync',
      sources: ['gateway-httproute'],
    });
    expect(identity.granted).toEqual([
      `Private DNS Zone Contributor on ${LATE.zoneId}`,
      'Reader on /subscriptions/s-2/resourceGroups/hub',
    ]);
  });

  it('waits for the definitions of the routes that it reads', () => {
    const on = cluster();
    const scope = chart('prod', on);
    const gateway = { cluster: on, controllerClientId: 'client', node: { path: 'prod/agc' } };
    new AlbController(scope, 'alb-controller', { gateway: gateway as unknown as IApplicationGateway });
    const identity = new Identity();
    new ExternalDns(scope, 'routes', { zones: [CONTOSO], identity, sources: ['gateway-httproute'] });
    new ExternalDns(scope, 'services', { zones: [CONTOSO], identity });

    expect(object(scope, 'HelmRelease', 'routes').spec.dependsOn).toEqual([{ name: 'alb-controller' }]);
    expect(object(scope, 'HelmRelease', 'services').spec.dependsOn).toBeUndefined();
  });

  it('runs in a namespace of its own, which reaches names, the API server and Azure, and nothing else', () => {
    const { scope } = installed();
    expect(object(scope, 'Namespace').metadata).toMatchObject({
      name: 'external-dns',
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': 'v1.34',
      },
      annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
    });
    const { metadata, spec } = object(scope, 'NetworkPolicy');
    expect(metadata).toMatchObject({ name: 'external-dns', namespace: 'external-dns' });
    expect(spec).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(spec.ingress).toBeUndefined();
    expect(spec.egress).toEqual([
      expect.objectContaining({
        ports: [
          { port: 53, protocol: 'TCP' },
          { port: 53, protocol: 'UDP' },
        ],
      }),
      {
        to: [{ ipBlock: expect.objectContaining({ cidr: '0.0.0.0/0' }) as unknown }],
        ports: [{ port: 443, protocol: 'TCP' }],
      },
    ]);
  });

  it('reaches an API server within the network, and the DNS of its node under Cilium', () => {
    const { scope } = installed({}, cluster({ apiServerCidr: '10.20.9.0/28', localDns: true, policyEngine: 'cilium' }));
    expect(object(scope, 'NetworkPolicy').spec.egress).toContainEqual({
      to: [{ ipBlock: { cidr: '10.20.9.0/28' } }],
      ports: [{ port: 443, protocol: 'TCP' }],
    });
    expect(object(scope, 'CiliumNetworkPolicy').metadata).toMatchObject({ namespace: 'external-dns' });
  });

  it('tells zones that it can not write to', () => {
    const refusal = (props: Partial<ExternalDnsProps>) => messageOf(() => installed(props));
    expect(refusal({ zones: [] })).toBe(
      "[prod/external-dns] 'zones' is empty, and there would be nothing to write to. Name the zones that names of the cluster go to. (external-dns/no-zones)",
    );
    expect(refusal({ zones: [{ zoneName: 'contoso.com', zoneId: 'contoso.com' }] })).toBe(
      "[prod/external-dns] 'zones' (contoso.com) is not the id of a zone. Write '/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/dnsZones/contoso.com'. (external-dns/zone-id)",
    );
    expect(refusal({ zones: [CONTOSO, zone('contoso.dev', GROUP.replace('dns', 'other'))] })).toBe(
      "[prod/external-dns] 'zones' (dns, other) are several resource groups, and ExternalDNS reads the zones of one. Create an ExternalDns for the zones of each group. (external-dns/several-groups)",
    );
    expect(refusal({ zones: [LATE] })).toBe(
      "[prod/external-dns] 'resourceGroup' must be given: the ids of the zones are known only after the deploy. Write resourceGroup: { subscriptionId: '…', name: '…' }. (external-dns/group-needed)",
    );
    expect(
      messageOf(
        () =>
          new ExternalDns(new Chart(new App(), 'loose'), 'external-dns', {
            zones: [CONTOSO],
            identity: new Identity(),
          }),
      ),
    ).toBe(
      "[loose] 'id' (external-dns) is in a chart of no cluster, and its identity must trust a cluster. Put it below `cluster.kubernetes` of an AksApp. (external-dns/no-cluster)",
    );
  });
});

describe('a program that is exposed by everything but a gateway', () => {
  it('is found fault with by no rule that is an error, and hands the client id over', () => {
    const app = new AksApp({ directory: emptyFolder() });
    const prod = new Environment(app, 'prod', { location: 'westeurope', stem: 'shop' });
    const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
    const aks = new AksCluster(prod, 'aks', {
      version: '1.35',
      network,
      zones: ['1', '2', '3'],
      admins: ['00000000-0000-0000-0000-000000000000'],
      systemPool: { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } },
      appRouting: true,
    });
    const on = aks.addNodePool('apps', { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 12 } }).perZone();
    const identity = new WorkloadIdentity(prod, 'external-dns');
    new ExternalDns(aks.kubernetes, 'external-dns', { zones: [CONTOSO], identity, on });
    const shop = new Namespace(aks.kubernetes, 'shop');
    const web = new Microservice(shop, 'web', {
      image: 'ghcr.io/contoso/web:1.4.2',
      port: 8080,
      on,
      resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
    });
    const ingress = new Ingress(shop, 'ingress', { controller: IngressController.appRouting() });
    ingress.route(web, { host: 'shop.contoso.com', plainHttp: true });
    new LoadBalancer(shop, 'web-inside', { to: web, frontend: Frontend.internal(), allowFrom: ['192.168.0.0/16'] });
    new FluxConfiguration(prod, 'flux', { cluster: aks, url: 'https://github.com/contoso/shop' });

    const { verdict } = app.synth();

    expect(verdict.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const files = readFiles(`${app.directory}/deploy`);
    const [release] = objectsIn(files['kubernetes/shop-aks/_cluster/external-dns.yaml']).filter(
      ({ kind }) => kind === 'HelmRelease',
    );
    expect(JSON.stringify(release)).toContain('${EXTERNAL_DNS_CLIENT_ID}');
    const stack = files['terraform/stacks/prod/cdk.tf.json'] ?? '';
    expect(stack).toContain('"DNS Zone Contributor"');
    expect(stack).toContain('system:serviceaccount:external-dns:external-dns');
  });
});
