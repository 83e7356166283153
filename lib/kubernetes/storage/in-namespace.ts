import { InvalidValue } from '../../core/errors';

/** @throws InvalidValue for what is in another namespace (storage/other-namespace) */
export function inNamespace(property: string, name: string, namespace: string, wanted: string): string {
  if (namespace === wanted) return name;
  throw new InvalidValue({
    property,
    value: name,
    rule: `is in namespace '${namespace}', and nothing in '${wanted}' can use it`,
    fix: 'Put both into one namespace',
    code: 'storage/other-namespace',
  });
}
