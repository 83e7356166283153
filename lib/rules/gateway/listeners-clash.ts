import { gatewaysOf, type Listener, listenersOf } from '../../analysis/gateway/listeners';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { gateway, HTTP, https } from './sample';

/** A listener is found by port, protocol and host: a second one like it can't be told apart. */
export const listenersClash: Rule = {
  id: 'gateway/listeners-clash',
  severity: 'error',
  what: 'has two listeners that cannot be told apart',
  why: 'the API server refuses the gateway, or its controller takes neither of them up',
  fix: 'Give them hosts or ports of their own',
  sources: ['Gateway API: Gateway, distinct listeners'],
  examples: {
    failing: { 'web.yaml': gateway(HTTP, https('www.contoso.com').replace('443', '80')) },
    mended: { 'web.yaml': gateway(HTTP, https('www.contoso.com')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    for (const object of gatewaysOf(artifacts)) {
      const listeners = listenersOf(object);
      yield* judge(
        object,
        listeners.flatMap((listener, index) => clashOf(listener, listeners.slice(0, index))),
      );
    }
  },
};

/** TLS that is ended and TLS that is passed on go together: both tell hosts apart by the name that callers ask for. */
const ALIKE: Readonly<Record<string, string>> = { HTTPS: 'TLS' };

function clashOf({ name, port, protocol, hostname, field }: Listener, before: readonly Listener[]): readonly Fault[] {
  const kindOf = (one: string): string => ALIKE[one] ?? one;
  for (const other of before.filter((one) => one.port === port)) {
    // UDP has ports of its own.
    if (protocol !== other.protocol && [protocol, other.protocol].includes('UDP')) continue;
    if (kindOf(protocol) !== kindOf(other.protocol)) {
      const detail = `listener '${name}' speaks ${protocol} at port ${String(port)}, where '${other.name}' speaks ${other.protocol}`;
      return [{ field: [...field, 'port'], detail }];
    }
    if (hostname?.toLowerCase() === other.hostname?.toLowerCase()) {
      const host = hostname === undefined ? 'every host' : `'${hostname}'`;
      const detail = `listener '${name}' is for ${host} at port ${String(port)}, as '${other.name}' is`;
      return [{ field: hostname === undefined ? field : [...field, 'hostname'], detail }];
    }
  }
  return [];
}
