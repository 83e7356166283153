import { unknown, type Unknown } from '../../artifact/read/values';
import type { Maybe } from './fields';
import { holds, not, type Truth } from './truth';

/** `35` of `1.35` and `1.35.2`; unknown for what is not a version. */
export function minorOf(version: Maybe<string>): Maybe<number> {
  if (version === undefined || version === unknown) return version;
  const minor = /^1\.(\d+)(\.\d+)?$/.exec(version)?.[1];
  return minor === undefined ? unknown : Number(minor);
}

/** Unknown where no version is written: AKS chooses one then. */
export function isAtLeast(version: Maybe<string>, minor: number): Truth {
  const own: number | undefined | Unknown = minorOf(version);
  return own === undefined ? unknown : holds(own, (value) => value >= minor);
}

export function isBelow(version: Maybe<string>, minor: number): Truth {
  return not(isAtLeast(version, minor));
}
