import { InvalidValue } from '../../core/errors';
import type { Arrivals } from './model';

const SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  second: 1,
  min: 60,
  m: 60,
  minute: 60,
  h: 3600,
  hour: 3600,
};
/** More than anything takes in, each second. */
const MOST = 1e9;
const RATE = /^(\d+(?:\.\d+)?)\/([a-z]+)$/;

/** A burst may be steady, or rise to its rate in the middle and fall again. */
export type Shape = 'steady' | 'spike';

/**
 * Work each second.
 * @param text `8/s`, `10000/min`, `30000/h`
 * @throws InvalidValue for anything else, and for zero
 */
export function parseRate(text: string, where: { readonly path?: string; readonly property: string }): number {
  const [, amount, unit = ''] = RATE.exec(text.trim()) ?? [];
  const rate = Number(amount) / (SECONDS[unit] ?? NaN);
  if (rate > 0 && rate <= MOST) return rate;
  const rule = rate === 0 ? 'is nothing' : rate > MOST ? 'is more than 1000000000/s' : 'is no rate';
  throw new InvalidValue({
    ...where,
    value: text,
    rule,
    fix: 'Write it as 8/s, 10000/min or 30000/h',
    code: 'burst/rate',
  });
}

/**
 * The same work each second; a spike rises to `perSecond` until its middle and falls again.
 * @param told as it was asked for
 */
export function ratedArrivals(told: string, perSecond: number, seconds: number, shape: Shape = 'steady'): Arrivals {
  const until = (second: number): number => {
    const passed = Math.min(Math.max(second + 1, 0), seconds);
    if (shape === 'steady') return Math.round(perSecond * passed);
    const half = seconds / 2;
    const rising = (Math.min(passed, half) ** 2 / (2 * half)) * perSecond;
    const left = seconds - Math.max(passed, half);
    return Math.round(rising + perSecond * (half / 2 - left ** 2 / (2 * half)));
  };
  return { told, seconds, until };
}

/** All at once. */
export function suddenArrivals(count: number): Arrivals {
  return { told: `${count} at once`, seconds: 1, until: (second) => (second < 0 ? 0 : count) };
}

/** The same work each second, before the burst and after it. */
export function besides(told: string, perSecond: number): Arrivals {
  return { told: `${told} besides`, seconds: 0, until: (second) => Math.floor(perSecond * (second + 1)) };
}

/** Two that come in together. */
export function together(one: Arrivals, other: Arrivals): Arrivals {
  return {
    told: `${one.told}, ${other.told}`,
    seconds: Math.max(one.seconds, other.seconds),
    until: (second) => one.until(second) + other.until(second),
  };
}
