import type { Rule } from '../rule';
import { certificateTimes } from './certificate-times';
import { challengeUnanswered } from './challenge-unanswered';
import { healthCheckPort } from './health-check-port';
import { hostWithoutCertificate } from './host-without-certificate';
import { leadsNowhere } from './leads-nowhere';
import { listenerTls } from './listener-tls';
import { listenersClash } from './listeners-clash';
import { loadBalancerMissing } from './load-balancer-missing';
import { noReferenceGrant } from './no-reference-grant';
import { oneSecretTwoCertificates } from './one-secret-two-certificates';
import { policiesClash } from './policies-clash';
import { redirectLoop } from './redirect-loop';
import { routeNotTaken } from './route-not-taken';
import { routesClash } from './routes-clash';
import { ruleRefused } from './rule-refused';
import { secretNotMade } from './secret-not-made';
import { servedInClear } from './served-in-clear';
import { wildcardByHttp } from './wildcard-by-http';
import { withoutTls } from './without-tls';

/** Rules about gateways and what hangs on them, from the name of a host to the pods that answer. */
export const GATEWAY_RULES: readonly Rule[] = [
  certificateTimes,
  challengeUnanswered,
  healthCheckPort,
  hostWithoutCertificate,
  leadsNowhere,
  listenerTls,
  listenersClash,
  loadBalancerMissing,
  noReferenceGrant,
  oneSecretTwoCertificates,
  policiesClash,
  redirectLoop,
  routeNotTaken,
  routesClash,
  ruleRefused,
  secretNotMade,
  servedInClear,
  wildcardByHttp,
  withoutTls,
];
