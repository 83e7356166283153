import type { KubernetesObject } from '../../artifact/read/model';
import { certificatesOf } from '../../analysis/gateway/challenges';
import { asBody } from '../../analysis/workload/workloads';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { certificate } from './sample';

const HOUR = 3_600_000;
/** What cert-manager asks for, and renews before, where a Certificate says nothing. cert-manager: "Certificate resource". */
const USUAL_DURATION = 2160 * HOUR;
const SHORTEST = HOUR;
const LATEST_RENEWAL = HOUR / 12;

/** Renewed before it is made, or never in time. */
export const certificateTimes: Rule = {
  id: 'gateway/certificate-times',
  severity: 'error',
  what: 'has times that do not go together',
  why: 'cert-manager refuses it, or renews it over and over until the certificate authority gives no more',
  fix: 'Keep renewBefore at a third of duration or so, both in hours: 2160h and 720h',
  sources: ['cert-manager: Certificate resource', 'Go: time.ParseDuration'],
  examples: {
    failing: { 'web.yaml': certificate('dnsNames: [www.contoso.com], duration: 720h, renewBefore: 720h') },
    mended: { 'web.yaml': certificate('dnsNames: [www.contoso.com], duration: 2160h, renewBefore: 720h') },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    for (const object of certificatesOf(artifacts)) yield* judge(object, faultsOf(object));
  },
};

function faultsOf({ body }: KubernetesObject): readonly Fault[] {
  const { duration, renewBefore, renewBeforePercentage } = asBody(body.spec) ?? {};
  const at = (name: string): Fault['field'] => ['spec', name];
  const malformed = Object.entries({ duration, renewBefore }).flatMap(([name, text]): readonly Fault[] =>
    text === undefined || millisOf(text) !== undefined
      ? []
      : [{ field: at(name), detail: `has '${String(text)}' as ${name}, which is no time: the largest unit is h` }],
  );
  if (malformed.length > 0) return malformed;
  const lasts = duration === undefined ? USUAL_DURATION : (millisOf(duration) as number);
  const early = renewBefore === undefined ? undefined : (millisOf(renewBefore) as number);
  const faults: Fault[] = [];
  if (lasts < SHORTEST) {
    faults.push({
      field: at('duration'),
      detail: `lasts ${String(duration)}: cert-manager makes none for less than 1h`,
    });
  }
  if (early !== undefined && renewBeforePercentage !== undefined) {
    faults.push({
      field: at('renewBeforePercentage'),
      detail: "says with 'renewBefore' when it is renewed, and again",
    });
  }
  if (early !== undefined && early >= lasts) {
    const whole = duration === undefined ? '2160h, as long as none is written' : String(duration);
    faults.push({
      field: at('renewBefore'),
      detail: `is renewed ${String(renewBefore)} before its end, and lasts ${whole}`,
    });
  } else if (early !== undefined && early < LATEST_RENEWAL) {
    faults.push({
      field: at('renewBefore'),
      detail: `is renewed ${String(renewBefore)} before its end: cert-manager takes 5m at least`,
    });
  }
  return faults;
}

const UNITS: Readonly<Record<string, number>> = { h: HOUR, m: 60_000, s: 1000, ms: 1, us: 1e-3, µs: 1e-3, ns: 1e-6 };

/** A time as Go reads it, in milliseconds; undefined for what is none. */
function millisOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^(?:\d+(?:\.\d+)?(?:h|ms|m|s|us|µs|ns))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[String(unit)] ?? 0), 0);
}
