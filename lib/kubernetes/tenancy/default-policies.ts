import type { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import type { networkingV1 } from '../api';
import { allowHostDns, dnsRules, needsHostDns } from '../connect/dns';
import { toEgress } from '../connect/rules';
import { KubernetesObject } from '../object';

/** Cuts all pods of a namespace off, both ways, and lets them ask for names. What may flow is added by connections. */
export function renderDefaultPolicies(scope: Construct, cluster: ICluster | undefined): void {
  new KubernetesObject<networkingV1.NetworkPolicy>(scope, 'DefaultDeny', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
  new KubernetesObject<networkingV1.NetworkPolicy>(scope, 'AllowDns', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'allow-dns' },
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: toEgress(dnsRules(cluster)) },
  });
  if (needsHostDns(cluster)) allowHostDns(scope, 'AllowHostDns', 'allow-host-dns', {});
}
