import { Token } from 'cdktf';
import type { Cloud } from '../core/contracts';
import { InvalidValue } from '../core/errors';
import { knownRegion, region } from '../core/regions';

/** How names of regions start in the clouds that the data does not cover. */
const OTHER_CLOUDS: readonly (readonly [RegExp, Cloud])[] = [
  [/^us(gov|dod)/, 'usgovernment'],
  [/^china/, 'china'],
];

/**
 * Checks the name of a region. Of the public cloud all regions are known; of the others only the form is.
 *
 * @returns the location
 * @throws InvalidValue `region/unknown`, `region/malformed`, `region/other-cloud`
 */
export function checkedLocation(cloud: Cloud, location: string, property = 'location'): string {
  if (Token.isUnresolved(location)) return location;
  const [, home] = OTHER_CLOUDS.find(([start]) => start.test(location)) ?? [];
  if (home !== undefined && home !== cloud) throw otherCloud(property, location, home);
  if (cloud === 'public') return knownRegion(location, property).name;
  if (region(location)) throw otherCloud(property, location, 'public');
  if (!/^[a-z]+[0-9]?$/.test(location)) {
    throw new InvalidValue({
      property,
      value: location,
      rule: 'is not the short name of a region: lower-case letters, and a digit at the end',
      fix: cloud === 'china' ? 'Write one in the form chinanorth3' : 'Write one in the form usgovvirginia',
      code: 'region/malformed',
    });
  }
  return location;
}

function otherCloud(property: string, location: string, home: Cloud): InvalidValue {
  return new InvalidValue({
    property,
    value: location,
    rule: `is a region of the cloud '${home}'`,
    fix: `Set cloud: '${home}' on the environment, or take a region of its own cloud`,
    code: 'region/other-cloud',
  });
}
