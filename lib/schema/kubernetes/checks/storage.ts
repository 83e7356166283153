import { isObject, type Report } from '../../report';
import { isSet } from './values';

/** A volume without any source is an empty directory; with two the API server refuses it. */
export function checkVolume(volume: Record<string, unknown>, report: Report): void {
  const sources = Object.keys(volume).filter((name) => name !== 'name' && isSet(volume[name]));
  if (sources.length > 1) {
    report.add('schema/one-of', `has ${sources.join(' and ')}, but may have only one source`);
  }
}

export function checkPersistentVolumeClaim(spec: Record<string, unknown>, report: Report): void {
  const { accessModes, resources } = spec;
  if (!Array.isArray(accessModes) || accessModes.length === 0) {
    report.add('schema/required', 'is required', { at: ['accessModes'] });
  } else if (accessModes.includes('ReadWriteOncePod') && accessModes.length > 1) {
    report.add('schema/conflict', 'may hold nothing beside ReadWriteOncePod', { at: ['accessModes'] });
  }
  const requests = isObject(resources) && isObject(resources.requests) ? resources.requests : {};
  if (!isSet(requests.storage)) {
    report.add('schema/required', 'is required', { at: ['resources', 'requests', 'storage'] });
  } else if (/^[-+]?0*(?:\.0*)?[a-zA-Z]*$|^-/.test(String(requests.storage))) {
    report.add('schema/range', `is ${String(requests.storage)} but must be above 0`, {
      at: ['resources', 'requests', 'storage'],
    });
  }
}
