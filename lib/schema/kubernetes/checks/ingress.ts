import { isObject, type Report } from '../../report';
import { isSet } from './values';

export function checkIngressPath({ path, pathType }: Record<string, unknown>, report: Report): void {
  if (pathType !== 'Exact' && pathType !== 'Prefix') return;
  if (typeof path !== 'string' || !path.startsWith('/')) {
    report.add('schema/format', `must start with '/' for the path type ${pathType}`, { at: ['path'] });
  }
}

export function checkIngressRule({ host }: Record<string, unknown>, report: Report): void {
  if (typeof host !== 'string' || host === '') return;
  if (
    /^\d+(?:\.\d+){3}$/.test(host) ||
    !/^(?:\*\.)?[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/.test(host)
  ) {
    report.add('schema/format', `is "${host}" but must be a DNS name, with at most '*.' in front`, { at: ['host'] });
  }
}

export function checkIngressBackend({ service, resource }: Record<string, unknown>, report: Report): void {
  if (isSet(service) && isSet(resource)) {
    report.add('schema/conflict', "and 'resource' exclude each other", { at: ['service'] });
  }
  if (!isSet(service) && !isSet(resource)) {
    report.add('schema/required', 'is required', { at: ['service'], fix: 'Name the Service and its port' });
  }
}

export function checkIngressServiceBackend({ port }: Record<string, unknown>, report: Report): void {
  const { name, number } = isObject(port) ? port : {};
  if (isSet(name) === isSet(number)) {
    report.add('schema/one-of', "needs exactly one of 'name' and 'number'", { at: ['port'] });
  }
}
