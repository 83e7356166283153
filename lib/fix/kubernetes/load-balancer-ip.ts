import { isIPv4, isIPv6 } from 'node:net';
import { asBody } from '../../analysis/workload/workloads';
import { withKey, withoutKeys } from '../body';
import type { ObjectFix } from '../fix';

const rule = 'schema/deprecated';
const PREFIX = 'service.beta.kubernetes.io/azure-load-balancer-';

/** The address of a load balancer, from a deprecated field to Azure's annotation. Azure: "Use a static public IP address". */
export const loadBalancerIp: ObjectFix = ({ kind, body }) => {
  const spec = asBody(body.spec);
  const address = spec?.loadBalancerIP;
  if (kind !== 'Service' || spec?.type !== 'LoadBalancer' || typeof address !== 'string') return undefined;
  if (!isIPv4(address) && !isIPv6(address))
    return { rule, whyNot: `spec.loadBalancerIP says '${address}', which is no address` };
  const key = `${PREFIX}${isIPv4(address) ? 'ipv4' : 'ipv6'}`;
  const metadata = asBody(body.metadata) ?? {};
  const annotations = asBody(metadata.annotations) ?? {};
  const there = annotations[key];
  if (there !== undefined && there !== address) return { rule, whyNot: `${key} says another address` };
  return {
    rule,
    what: `spec.loadBalancerIP becomes the annotation ${key}`,
    body: {
      ...body,
      metadata: withKey(metadata, 'annotations', { ...annotations, [key]: address }),
      spec: withoutKeys(spec, 'loadBalancerIP'),
    },
  };
};
