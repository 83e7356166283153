import { unknown } from '../../artifact/read/values';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { admits } from '../../analysis/policy/admits';
import { rangesOfGateway } from '../../analysis/policy/gateway-ranges';
import type { Peer } from '../../analysis/policy/peers';
import { asBody, asList, type Workload } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, documents, object } from '../sample';
import { SETTINGS } from '../workload/examples';

/** Pods that cert-manager makes to answer a challenge. cert-manager: "HTTP01". */
const LABELS = { 'acme.cert-manager.io/http01-solver': 'true' };
const PORT = { protocol: 'TCP', number: 8089, name: undefined };

const ISSUER = object('cert-manager.io/v1', 'Issuer', 'letsencrypt', [
  'spec:',
  '  acme:',
  '    server: https://acme-v02.api.letsencrypt.org/directory',
  '    privateKeySecretRef: { name: account }',
  '    solvers: [{ http01: { gatewayHTTPRoute: { parentRefs: [{ name: web, kind: Gateway }] } } }]',
]);
const GATEWAY = object('gateway.networking.k8s.io/v1', 'Gateway', 'web', [
  'spec: { gatewayClassName: azure-alb-external, listeners: [{ name: http, port: 80, protocol: HTTP }] }',
]);
const DENY = object('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', [
  'spec: { podSelector: {}, policyTypes: [Ingress] }',
]);
const ALLOW = object('networking.k8s.io/v1', 'NetworkPolicy', 'solver', [
  'spec:',
  '  podSelector: { matchLabels: { acme.cert-manager.io/http01-solver: "true" } }',
  '  ingress: [{ from: [{ ipBlock: { cidr: 10.20.4.0/24 } }], ports: [{ port: 8089 }] }]',
]);
const TERRAFORM = cluster({
  more: {
    azurerm_application_load_balancer: {
      web: { name: 'web', location: 'westeurope', resource_group_name: 'shop' },
    },
    azurerm_application_load_balancer_subnet_association: {
      web: {
        name: 'web',
        application_load_balancer_id: '${azurerm_application_load_balancer.web.id}',
        subnet_id: '${azurerm_subnet.gateway.id}',
      },
    },
    azurerm_subnet: {
      gateway: {
        name: 'gateway',
        resource_group_name: 'shop',
        virtual_network_name: 'shop',
        address_prefixes: ['10.20.4.0/24'],
      },
    },
  },
});

/** The challenge is answered by a pod that nobody wrote, in a namespace that somebody closed. */
export const solverKeptOut: Rule = {
  id: 'network-policy/solver-kept-out',
  severity: 'error',
  what: 'answers challenges by pods that network policies keep its gateway from',
  why: 'the certificate authority gets no answer: the certificate is never issued, or is not renewed and ends',
  fix: 'Let the subnet of the gateway in to pods labelled acme.cert-manager.io/http01-solver: "true", at port 8089',
  sources: ['cert-manager: HTTP01', 'Azure: Application Gateway for Containers, cert-manager with Gateway API'],
  examples: {
    failing: { 'shop.yaml': documents(ISSUER, GATEWAY, DENY), 'cdk.tf.json': TERRAFORM },
    mended: { 'shop.yaml': documents(ISSUER, GATEWAY, DENY, ALLOW), 'cdk.tf.json': TERRAFORM },
    notApplicable: SETTINGS,
    unknown: { 'shop.yaml': documents(ISSUER, GATEWAY, DENY) },
  },
  *check(world) {
    const objects = objectIndex(world.artifacts);
    for (const issuer of objects.ofKind('Issuer')) {
      const solvers = asList(asBody(asBody(issuer.body.spec)?.acme)?.solvers).flatMap((solver, index) =>
        asList(asBody(asBody(asBody(solver)?.http01)?.gatewayHTTPRoute)?.parentRefs).map((parent) => ({
          parent,
          index,
        })),
      );
      if (solvers.length === 0) yield notApplicable(issuer);
      for (const { parent, index } of solvers) {
        const { name, namespace = namespaceOf(issuer) } = asBody(parent) ?? {};
        const gateway = objects.beside(issuer, 'Gateway', String(name), String(namespace));
        const ranges = gateway && rangesOfGateway(gateway, world.artifacts);
        if (!gateway || ranges === undefined || ranges === unknown) {
          yield notKnown(issuer, 'where its gateway calls from is not in these files');
          continue;
        }
        const peers = ranges.map((range): Peer => ({ kind: 'range', range }));
        const answers = peers.map((peer) => admits(solverOf(issuer), 'Ingress', peer, PORT, world.artifacts));
        if (answers.includes(false)) {
          yield finding(issuer, ['spec', 'acme', 'solvers', index], {
            detail: `answers challenges by pods in '${namespaceOf(issuer)}', whose network policies keep out gateway '${gateway.name}' (from ${ranges.join(', ')})`,
          });
        } else if (answers.includes(unknown))
          yield notKnown(issuer, 'what its policies allow is not all in these files');
        else yield compliant(issuer);
      }
    }
  },
};

/** A pod that cert-manager will make beside its issuer. */
function solverOf(issuer: World['workloads'][number]['object']): Workload {
  return {
    object: issuer,
    namespace: namespaceOf(issuer),
    labels: LABELS,
    annotations: {},
    podMetadataField: [],
    pod: {},
    podField: [],
    containers: [],
    os: 'linux',
    runsForever: false,
  };
}
