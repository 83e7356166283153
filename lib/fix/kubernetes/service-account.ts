import type { Body } from '../../artifact/read/model';
import { workloadOf } from '../../analysis/workload/workloads';
import { renameKey, updateAt, withoutKeys } from '../body';
import type { ObjectFix } from '../fix';

// Conformance tells it before workload/service-account-field does.
const rule = 'schema/deprecated';

/** `serviceAccount` is an old name of `serviceAccountName`; the API server keeps the two alike. */
export const serviceAccount: ObjectFix = (object) => {
  const workload = workloadOf(object);
  const { serviceAccount: old, serviceAccountName: name } = workload?.pod ?? ({} as Body);
  if (!workload || typeof old !== 'string') return undefined;
  const { pod, podField } = workload;
  if (name !== undefined && name !== old) {
    return { rule, whyNot: `serviceAccountName says '${String(name)}', serviceAccount says '${old}'` };
  }
  const written =
    name === undefined ? renameKey(pod, 'serviceAccount', 'serviceAccountName') : withoutKeys(pod, 'serviceAccount');
  return {
    rule,
    what: 'serviceAccount becomes serviceAccountName',
    body: updateAt(object.body, podField, () => written),
  };
};
