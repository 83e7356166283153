import { asBody, asList } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { service } from './examples';

/** CVE-2020-8554: nothing asks whether the address is his. */
export const externalIps: Rule = {
  id: 'services/external-ips',
  severity: 'error',
  what: 'claims addresses that nobody gave it',
  why: 'every node then sends calls for these addresses to its pods, whoever they belong to',
  fix: 'Remove externalIPs and use a load balancer with an address of Azure',
  sources: [
    'Kubernetes: CVE-2020-8554',
    'Azure Policy: Kubernetes cluster services should only use allowed external IPs',
  ],
  covers: ['trivy/KSV-0108', 'azure-policy/d46c275d'],
  examples: {
    failing: { 'cart.yaml': service('externalIPs: [203.0.113.7]') },
    mended: { 'cart.yaml': service('') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['Service'], ({ body }) =>
      faultIf(asList(asBody(body.spec)?.externalIPs).length > 0, ['spec', 'externalIPs']),
    ),
};
