import type { ApiObject } from 'cdk8s';
import { pathOf, Problems } from '../core/errors';
import { checkObjectMetadata } from './object-metadata';
import { checkObjectResources } from './object-resources';
import { checkOneScaler, type Scaler } from './object-scalers';
import { checkObjectSecrets, SECRET_LITERAL } from './object-secrets';

type Json = Readonly<Record<string, unknown>>;

/** What the checks of single objects know of each other and of the program. */
export interface ObjectChecks {
  /** Objects met before, by kind, cluster, namespace and name. */
  readonly seen: Map<string, ApiObject>;
  /** Scalers met before, by what they scale. */
  readonly scalers: Map<string, Scaler>;
  /** Whether the program accepts a finding at a construct. */
  readonly accepts: (path: string, rule: string) => boolean;
  readonly problems: Problems;
}

/** What the API server would refuse of any object, whoever made it, and what must never be in one. */
export function checkObject(construct: ApiObject, json: Json, cluster: string, checks: ObjectChecks): void {
  const problems = new Problems(construct);
  checkUnique(construct, json, cluster, checks.seen, problems);
  checkOneScaler({ construct, json }, cluster, checks.scalers, problems);
  checkObjectMetadata(json, problems);
  checkObjectResources(json, problems);
  checkObjectSecrets(construct, json, () => checks.accepts(pathOf(construct), SECRET_LITERAL), problems);
  problems.all.forEach((problem) => checks.problems.add(problem));
}

function checkUnique(
  construct: ApiObject,
  json: Json,
  cluster: string,
  seen: Map<string, ApiObject>,
  problems: Problems,
): void {
  const { name, namespace } = (json.metadata ?? {}) as { name?: string; namespace?: string };
  const group = String(json.apiVersion).replace(/\/?[^/]*$/, ''); // `v1` has none
  const key = `${cluster}/${group}/${String(json.kind)}/${namespace ?? ''}/${name}`;
  const other = seen.get(key);
  if (other) {
    problems.add({
      property: 'metadata.name',
      value: name,
      rule: `is also the name of the ${String(json.kind)} at ${pathOf(other)}${namespace ? ` in namespace '${namespace}'` : ''}`,
      fix: 'Rename one of the two constructs',
      code: 'object/duplicate',
    });
  }
  seen.set(key, construct);
}
