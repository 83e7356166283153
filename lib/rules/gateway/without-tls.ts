import { gatewaysOf, listenersOf } from '../../analysis/gateway/listeners';
import { faultIf, judge } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { gateway, HTTP, https } from './sample';

/** Another proxy may end TLS before it: a reader should be able to tell. */
export const withoutTls: Rule = {
  id: 'gateway/without-tls',
  severity: 'note',
  what: 'serves nothing but plain HTTP',
  why: 'what callers send can be read and changed on the way, unless something before it ends TLS',
  fix: 'Add a listener of HTTPS, or acknowledge what ends TLS before it',
  sources: ['Gateway API: TLS Configuration'],
  profiles: ['strict'],
  examples: {
    failing: { 'web.yaml': gateway(HTTP) },
    mended: { 'web.yaml': gateway(HTTP, https('www.contoso.com')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    for (const object of gatewaysOf(artifacts)) {
      const protocols = listenersOf(object).map(({ protocol }) => protocol);
      const isPlain = protocols.length > 0 && protocols.every((protocol) => protocol === 'HTTP');
      yield* judge(object, faultIf(isPlain, ['spec', 'listeners']));
    }
  },
};
