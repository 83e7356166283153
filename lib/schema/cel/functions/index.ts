import type { Overload } from '../overloads';
import { ADDRESSES } from './addresses';
import { CONVERSIONS } from './conversions';
import { FORMATS } from './formats';
import { LISTS } from './lists';
import { OPTIONALS } from './optionals';
import { QUANTITIES } from './quantities';
import { REGEXES } from './regexes';
import { SEMVERS } from './semvers';
import { STRINGS } from './strings';
import { TIMES } from './times';
import { URLS } from './urls';

/**
 * What the API server's expressions may call, by name: the standard functions and Kubernetes' own. Source: Kubernetes
 * 1.34, "Common Expression Language in Kubernetes", and `k8s.io/apiserver/pkg/cel/environment`.
 */
export const FUNCTIONS: ReadonlyMap<string, readonly Overload[]> = byName([
  ...ADDRESSES,
  ...CONVERSIONS,
  ...FORMATS,
  ...LISTS,
  ...OPTIONALS,
  ...QUANTITIES,
  ...REGEXES,
  ...SEMVERS,
  ...STRINGS,
  ...TIMES,
  ...URLS,
]);

function byName(overloads: readonly Overload[]): ReadonlyMap<string, readonly Overload[]> {
  const names = new Map<string, Overload[]>();
  for (const overload of overloads) {
    const before = names.get(overload.name);
    if (before) before.push(overload);
    else names.set(overload.name, [overload]);
  }
  return names;
}
