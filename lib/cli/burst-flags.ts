import { existsSync } from 'node:fs';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../analysis/burst/assumptions';
import { besides, parseRate, ratedArrivals, type Shape, suddenArrivals, together } from '../analysis/burst/arrivals';
import type { Arrivals } from '../analysis/burst/model';
import type { BurstQuestion } from '../analysis/burst/plan';
import { recordedArrivals } from '../analysis/burst/recorded-arrivals';
import { Duration } from '../core/duration';
import { meantOr } from '../core/suggest';
import { badUse } from './bad-use';
import { parsePair } from './pair';

/** What the command line says of a burst. */
export interface BurstFlags {
  /** `10000/min`, or a number for so many at once */
  readonly arrivals?: string;
  readonly arrivalsCsv?: string;
  /** `10m` */
  readonly for?: string;
  readonly base?: string;
  readonly shape?: Shape;
  readonly rate?: string;
  readonly buffer?: string;
  readonly expire?: string;
  readonly spareNodes?: string;
  readonly at?: string;
  /** `NAME=VALUE` */
  readonly assume?: readonly string[];
  /** `POOL=N` */
  readonly obtainable?: readonly string[];
}

export interface ReadBurstFlags {
  readonly question: Omit<BurstQuestion, 'workload'>;
  readonly spareNodes: number | undefined;
}

const LONGEST_HOURS = 24;
/** Azure: "Quotas, virtual machine size restrictions, and region availability in AKS", nodes of a cluster. */
const MOST_NODES = 5000;

/** @throws CdkAksError `cli/bad-use` for flags that say nothing */
export function readBurstFlags(flags: BurstFlags, readText: (file: string) => string): ReadBurstFlags {
  const { rate, expire, at } = flags;
  const buffer = wholeNumber('--buffer', flags.buffer);
  const obtainable = (flags.obtainable ?? []).map(parseObtainable);
  return {
    question: {
      arrivals: readArrivals(flags, readText),
      ...(rate !== undefined && { rate: parseRate(rate, { property: '--rate' }) }),
      ...(buffer !== undefined && { buffer }),
      ...(expire !== undefined && { expireSeconds: seconds('--expire', expire) }),
      ...(at !== undefined && { start: parseStart(at) }),
      obtainable: Object.fromEntries(obtainable),
      assumptions: Object.fromEntries((flags.assume ?? []).map(parseAssumption)),
    },
    spareNodes: wholeNumber('--spare-nodes', flags.spareNodes, MOST_NODES),
  };
}

function readArrivals(flags: BurstFlags, readText: (file: string) => string): Arrivals {
  const { arrivals, arrivalsCsv, base } = flags;
  if ((arrivals === undefined) === (arrivalsCsv === undefined)) {
    const rule =
      arrivals === undefined ? 'nothing comes in' : "'--arrivals' and '--arrivals-csv' both tell what comes in";
    throw badUse({ rule, fix: 'Write --arrivals 10000/min, or --arrivals-csv with a file of seconds,count' });
  }
  const main = arrivalsCsv === undefined ? written(arrivals ?? '', flags) : recorded(arrivalsCsv, flags, readText);
  if (base === undefined) return main;
  return together(main, besides(base, parseRate(base, { property: '--base' })));
}

function written(text: string, flags: BurstFlags): Arrivals {
  if (/^\d+$/.test(text)) {
    if (flags.for !== undefined || flags.shape !== undefined) {
      const fix = 'Write a rate such as 10000/min, or leave --for and --shape out';
      throw badUse({ property: '--arrivals', value: text, rule: 'comes at once: it lasts no time', fix });
    }
    return suddenArrivals(wholeNumber('--arrivals', text) ?? 0);
  }
  const told = flags.for ?? '10m';
  const perSecond = parseRate(text, { property: '--arrivals' });
  const shape = flags.shape ?? 'steady';
  return ratedArrivals(
    `${text} for ${told}${shape === 'spike' ? ' at the top of a spike' : ''}`,
    perSecond,
    seconds('--for', told),
    shape,
  );
}

function recorded(file: string, flags: BurstFlags, readText: (file: string) => string): Arrivals {
  if (flags.for !== undefined || flags.shape !== undefined) {
    const fix = 'Leave --for and --shape out';
    throw badUse({ property: '--arrivals-csv', value: file, rule: 'tells itself how long and in which shape', fix });
  }
  if (!existsSync(file)) {
    throw badUse({
      property: '--arrivals-csv',
      value: file,
      rule: 'does not exist',
      fix: 'Name a file of lines seconds,count',
    });
  }
  const arrivals = recordedArrivals(readText(file), file);
  mustBeSimulable('--arrivals-csv', file, arrivals.seconds);
  return arrivals;
}

function seconds(property: string, text: string): number {
  let found: number | undefined;
  try {
    found = Duration.parse(text).toSeconds();
  } catch {
    found = undefined;
  }
  if (found === undefined || !Number.isInteger(found) || found < 1) {
    throw badUse({
      property,
      value: text,
      rule: 'is no time in whole seconds',
      fix: 'Write one such as 90s, 10m or 1h30m',
    });
  }
  mustBeSimulable(property, text, found);
  return found;
}

function mustBeSimulable(property: string, value: string, length: number): void {
  if (length <= LONGEST_HOURS * 3600) return;
  throw badUse({ property, value, rule: 'is longer than a day', fix: 'Simulate the busiest part of it' });
}

function wholeNumber(property: string, text: string | undefined, most = 1e9): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text) && Number(text) <= most) return Number(text);
  const rule = `is no whole number up to ${most}`;
  throw badUse({ property, value: text, rule, fix: 'Write one such as 5' });
}

function parseStart(text: string): number {
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = isWhole ? Date.parse(text) : NaN;
  if (Number.isFinite(time)) return time;
  const fix = 'Write it with its zone: 2027-01-04T09:00:00Z or 2027-01-04T09:00+01:00';
  throw badUse({ property: '--at', value: text, rule: 'is no point in time', fix });
}

function parseObtainable(text: string): readonly [string, number] {
  const option = { property: '--obtainable', form: 'POOL=N', fix: 'Write --obtainable apps1=3' };
  const [pool, count] = parsePair(text, /^([^=\s]+)=(\d{1,6})$/, option);
  return [pool, Number(count)];
}

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  expander: ['random', 'most-pods', 'least-waste', 'priority'],
};
/** Times that may be none; a loop that never waits is none. */
const MAY_BE_NOTHING = [
  'newPodDelay',
  'imagePull',
  'programStart',
  'virtualStart',
  'virtualMetricsDelay',
  'unneededTime',
  'delayAfterAdd',
];
const COUNTS = [
  'hpaTolerance',
  'utilizationThreshold',
  'cpuAtFullRate',
  'seed',
  'containerGroups',
  'containerCores',
  'creationsPerFiveMinutes',
  'creationsPerHour',
];

function parseAssumption(text: string): readonly [string, string | number | boolean] {
  const option = { property: '--assume', form: 'NAME=VALUE', fix: 'Write --assume nodeProvisioning=5m' };
  const [name, value] = parsePair(text, /^(\w+)=(\S+)$/, option);
  const known = Object.keys(DEFAULT_ASSUMPTIONS) as (keyof Assumptions)[];
  if (!(known as readonly string[]).includes(name)) {
    const fix = meantOr(name, known, `Write one of ${known.join(', ')}`);
    throw badUse({ property: '--assume', value: name, rule: 'is nothing that is assumed', fix });
  }
  const choices = TEXTS[name] ?? (name === 'balance' ? ['true', 'false'] : undefined);
  if (choices) {
    if (!choices.includes(value)) {
      throw badUse({
        property: '--assume',
        value: text,
        rule: 'is none of its choices',
        fix: `Write one of ${choices.join(', ')}`,
      });
    }
    return [name, name === 'balance' ? value === 'true' : value];
  }
  if (!COUNTS.includes(name)) {
    const time = /^\d+$/.test(value) ? `${value}s` : value;
    return [name, time === '0s' && MAY_BE_NOTHING.includes(name) ? 0 : seconds('--assume', time)];
  }
  if (/^\d+(?:\.\d+)?$/.test(value)) return [name, Number(value)];
  throw badUse({
    property: '--assume',
    value: text,
    rule: 'is no number',
    fix: 'Write one such as containerGroups=300',
  });
}
