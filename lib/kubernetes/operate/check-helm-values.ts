import { Problems } from '../../core/errors';
import { findSecret } from '../../core/secret-patterns';

/**
 * Values of a chart are read by everyone who reads the repository or the cluster.
 *
 * @param notSecret paths that look like a secret and are none, each with the reason
 * @throws CdkAksError for every value that looks like a secret (secret/literal)
 */
export function checkHelmValues(
  values: Readonly<Record<string, unknown>>,
  notSecret: Readonly<Record<string, string>>,
): void {
  const problems = new Problems();
  const visit = (value: unknown, path: string, key: string): void => {
    if (typeof value === 'string') {
      if (notSecret[path] === undefined) report(value, path, key, problems);
    } else if (value !== null && typeof value === 'object') {
      for (const [name, item] of Object.entries(value)) {
        visit(item, path === '' ? name : `${path}.${name}`, Array.isArray(value) ? key : name);
      }
    }
  };
  visit(values, '', '');
  problems.throwIfAny();
}

function report(value: string, path: string, key: string, problems: Problems): void {
  // Charts call the name of a Secret `existingSecret`, `tlsSecret` and the like: that is a reference.
  const found = findSecret(value, /secret$/i.test(key) ? undefined : key);
  if (found === undefined) return;
  problems.add({
    property: `values.${path}`,
    rule: `holds ${found}, which everyone who reads the repository or the cluster would see`,
    fix: `Let the chart read it from a Secret; where it is no secret, say why with 'notSecret'`,
    code: 'secret/literal',
  });
}
