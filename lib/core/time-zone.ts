import { InvalidValue } from './errors';
import { didYouMean } from './suggest';

/**
 * A time zone by its name in the IANA database: `Europe/Amsterdam`.
 *
 * @throws InvalidValue for what is none, an offset such as `+02:00` among it, and for a name in other letters than the
 *   database has, which is looked up as a file
 */
export function timeZoneName(name: string, property: string, code: string): string {
  const isKnown = /^[A-Za-z]/.test(name) && name.toLowerCase() !== 'local' && isZone(name);
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

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
