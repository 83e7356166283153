import { InvalidValue } from './errors';
import { didYouMean } from './suggest';

/**
 * A time zone by its name in the IANA database: `Europe/Amsterdam`.
 *
 * @throws InvalidValue for what is none, an offset such as `+02:00` among it, and for a name in other letters than the
 *   database has, which is looked up as a file
 */
export function timeZoneName(name: string, property: string, code: string): string {
  const isKnown = isTimeZone(name);
  const known = Intl.supportedValuesOf('timeZone');
  const inOtherCase = known.find((zone) => zone !== name && zone.toLowerCase() === name.toLowerCase());
  if (isKnown && inOtherCase === undefined) return name;
  throw new InvalidValue({
    property,
    value: name,
    rule: 'is no time zone of the IANA database',
    fix: didYouMean(name, inOtherCase === undefined ? known : [inOtherCase]).trim() || "Write it as 'Europe/Amsterdam'",
    code,
  });
}

/** Whether the IANA database has a time zone of this name, in whatever letters. */
export function isTimeZone(name: string): boolean {
  // The runtime takes offsets as well, and `Local` is wherever a program runs.
  if (!/^[A-Za-z]/.test(name) || name.toLowerCase() === 'local') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
