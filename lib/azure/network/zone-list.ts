import type { Problems } from '../../core/errors';
import { region } from '../../core/regions';

/** Adds `zone/not-in-region` for zones that a region does not have, and `zone/twice`. */
export function checkZoneList(zones: readonly string[], location: string, problems: Problems): void {
  const known = region(location)?.zones;
  zones.forEach((zone, index) => {
    if (zones.indexOf(zone) !== index) {
      problems.add({
        property: 'zones',
        value: zone,
        rule: 'stands there twice',
        fix: 'Leave it out',
        code: 'zone/twice',
      });
    }
    if (known === undefined || known.includes(zone)) return;
    problems.add({
      property: 'zones',
      value: zone,
      rule: `is no zone of ${location}, which has ${known.length === 0 ? 'none' : known.join(', ')}`,
      fix: known.length === 0 ? 'Write zones: []' : `Write one of them, such as ${known[0]}`,
      code: 'zone/not-in-region',
    });
  });
}
