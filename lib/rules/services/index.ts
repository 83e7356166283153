import type { Rule } from '../rule';
import { callerHidden } from './caller-hidden';
import { externalIps } from './external-ips';
import { headlessPort } from './headless-port';
import { ingressSnippet } from './ingress-snippet';
import { ingressTlsHost } from './ingress-tls-host';
import { ingressWithoutHost } from './ingress-without-host';
import { ingressWithoutTls } from './ingress-without-tls';
import { loadBalancerPlace } from './load-balancer-place';
import { nodePort } from './node-port';
import { portName } from './port-name';
import { publicLoadBalancer } from './public-load-balancer';
import { selectorTwice } from './selector-twice';
import { selectsSeveral } from './selects-several';

/** Rules about how workloads are reached from outside. */
export const SERVICE_RULES: readonly Rule[] = [
  callerHidden,
  externalIps,
  headlessPort,
  ingressSnippet,
  ingressTlsHost,
  ingressWithoutHost,
  ingressWithoutTls,
  loadBalancerPlace,
  nodePort,
  portName,
  publicLoadBalancer,
  selectorTwice,
  selectsSeveral,
];
