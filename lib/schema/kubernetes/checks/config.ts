import { isConfigKey } from '../../../core/dns-names';
import { isObject, type Report } from '../../report';
import { entries } from './values';

/** What etcd holds of one object, about. Kubernetes: "ConfigMaps", "Secrets". */
const LARGEST = 1024 * 1024;

export function checkConfigMap(value: Record<string, unknown>, report: Report): void {
  checkData(value, ['data', 'binaryData'], report);
}

/** Keys that a Secret of a type must have. Kubernetes: "Types of Secret". */
const KEYS_OF_TYPES: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

export function checkSecret(value: Record<string, unknown>, report: Report): void {
  checkData(value, ['data', 'stringData'], report);
  const type = typeof value.type === 'string' ? value.type : '';
  const has = (key: string): boolean =>
    [value.data, value.stringData].some((data) => isObject(data) && Object.hasOwn(data, key));
  for (const key of Object.hasOwn(KEYS_OF_TYPES, type) ? (KEYS_OF_TYPES[type] ?? []) : []) {
    if (!has(key)) report.add('schema/required', `is required in a Secret of type ${type}`, { at: ['data', key] });
  }
}

function checkData(value: Record<string, unknown>, fields: readonly string[], report: Report): void {
  let size = 0;
  const seen = new Map<string, string>();
  for (const field of fields) {
    for (const [key, text] of entries(value[field])) {
      if (!isConfigKey(key)) {
        report.add('schema/name', `'${key}' is no key: only letters, digits, '-', '_' and '.' may stand there`, {
          at: [field, key],
        });
      }
      const before = seen.get(key);
      if (before === 'data' && field === 'binaryData') {
        report.add('schema/duplicate', `stands in '${before}' too`, { at: [field, key] });
      }
      seen.set(key, field);
      size +=
        typeof text === 'string'
          ? Buffer.byteLength(text) * (field === 'data' && isBase64(field, value) ? 0.75 : 1)
          : 0;
    }
  }
  if (size > LARGEST) {
    report.add('schema/length', `holds ${Math.ceil(size / 1024)} KiB but may hold ${LARGEST / 1024}`, {
      at: [fields[0] as string],
      fix: 'Put it on a volume, or split it',
    });
  }
}

function isBase64(field: string, value: Record<string, unknown>): boolean {
  return field === 'data' && value.kind === 'Secret';
}
