import { gatewaysOf, type Listener, listenersOf } from '../../analysis/gateway/listeners';
import { asBody, asList } from '../../analysis/workload/workloads';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { gateway, https } from './sample';

const PLAIN = '{ name: https, port: 443, protocol: HTTPS, hostname: www.contoso.com }';

/** HTTPS is a protocol, not a port: without a certificate there is nothing to greet callers with. */
export const listenerTls: Rule = {
  id: 'gateway/listener-tls',
  severity: 'error',
  what: 'has a listener whose TLS does not go with its protocol',
  why: 'the API server or the controller refuses the listener, and nothing answers at its port',
  fix: 'Name the Secret of a certificate in tls.certificateRefs of HTTPS; remove tls from HTTP',
  sources: ['Gateway API: TLS Configuration', 'Gateway API: ListenerTLSConfig'],
  examples: {
    failing: { 'web.yaml': gateway(PLAIN) },
    mended: { 'web.yaml': gateway(https('www.contoso.com')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    for (const object of gatewaysOf(artifacts)) yield* judge(object, listenersOf(object).flatMap(faultsOf));
  },
};

function faultsOf({ name, protocol, body, field }: Listener): readonly Fault[] {
  const tls = asBody(body.tls);
  const at = [...field, 'tls'];
  if (protocol === 'HTTP' && tls) {
    return [{ field: at, detail: `listener '${name}' speaks HTTP and has TLS: the API server refuses it` }];
  }
  if (protocol !== 'HTTPS') return [];
  if (!tls) return [{ field, detail: `listener '${name}' speaks HTTPS and has no TLS` }];
  const mode = tls.mode ?? 'Terminate';
  if (mode !== 'Terminate') {
    const detail = `listener '${name}' speaks HTTPS and does not end TLS (mode ${String(mode)}): the API server refuses it`;
    return [{ field: [...at, 'mode'], detail, fix: 'Write mode: Terminate, or protocol: TLS' }];
  }
  // Controllers have options of their own to find a certificate by.
  const isNamed = asList(tls.certificateRefs).length > 0 || Object.keys(asBody(tls.options) ?? {}).length > 0;
  return isNamed ? [] : [{ field: at, detail: `listener '${name}' names no certificate` }];
}
