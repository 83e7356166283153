import { createHash } from 'node:crypto';
import type { Finding } from '../artifact/finding';
import { placeOf } from './repository-path';

/**
 * By which a finding is known again in a later commit. Lines are left out, since they move; the file is in, since
 * environments have objects of the same names. Equal ones are counted.
 */
export function fingerprints(findings: readonly Finding[], home: string): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, object, message, file }) => {
    const key = JSON.stringify([rule, placeOf(file, home)?.path ?? '', object, message]);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return createHash('sha256').update(`${key}${count}`).digest('hex').slice(0, 32);
  });
}
