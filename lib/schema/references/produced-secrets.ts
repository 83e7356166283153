import { at, each, namespaceOf, type ObjectSet } from './object-set';

/** Secrets that something in the cluster makes of other objects, as `namespace/name`. */
export function producedSecrets(objects: ObjectSet): ReadonlySet<string> {
  const names = new Set<string>();
  for (const object of objects.objects) {
    const add = (name: unknown): unknown => typeof name === 'string' && names.add(`${namespaceOf(object)}/${name}`);
    const { kind, body, name } = object;
    switch (kind) {
      case 'Certificate':
        add(at(body, 'spec', 'secretName'));
        break;
      case 'ExternalSecret':
        add(at(body, 'spec', 'target', 'name') ?? name);
        break;
      case 'SealedSecret':
        add(at(body, 'spec', 'template', 'metadata', 'name') ?? name);
        break;
      case 'RabbitmqCluster':
        for (const suffix of ['default-user', 'erlang-cookie']) add(`${name}-${suffix}`);
        break;
      case 'SecretProviderClass':
        for (const [secret] of each(body, 'spec', 'secretObjects')) add(secret.secretName);
        break;
      case 'User':
        add(`${name}-user-credentials`);
        break;
      default:
        break;
    }
  }
  return names;
}
