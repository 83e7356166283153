import type { Body, KubernetesObject } from '../../artifact/read/model';
import { objects } from '../kubernetes/checks/values';
import { namespaceOf, type ObjectSet } from '../references/object-set';
import { isObject } from '../report';

type Json = Record<string, unknown>;

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const TOKEN_VOLUME = {
  name: 'kube-api-access',
  projected: {
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ],
  },
};

/**
 * A pod after the API server's own admission, which comes before the policies: its account and the account's token, the
 * tolerations of lost nodes, requests from limits, and what the namespace's LimitRange says. Source: Kubernetes,
 * "Admission Control in Kubernetes" (ServiceAccount, DefaultTolerationSeconds, LimitRanger).
 */
export function admittedPod(body: Body, namespace: string, all: ObjectSet): Body {
  const spec: Json = isObject(body.spec) ? { ...body.spec } : {};
  const ranges = all.ofKind('LimitRange').filter((range) => namespaceOf(range) === namespace);
  for (const list of ['containers', 'initContainers']) {
    if (Array.isArray(spec[list]))
      spec[list] = objects(spec[list]).map((container) => withResources(container, ranges));
  }
  const { serviceAccountName, serviceAccount } = spec;
  const account = String(serviceAccountName ?? serviceAccount ?? 'default');
  Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
  spec.enableServiceLinks ??= true;
  spec.preemptionPolicy ??= 'PreemptLowerPriority';
  if (spec.priorityClassName === undefined) spec.priority ??= 0;
  spec.tolerations = withTolerations(objects(spec.tolerations));
  const mounts = spec.automountServiceAccountToken ?? accountMounts(all.find('ServiceAccount', namespace, account));
  return { ...body, spec: mounts === false ? spec : withToken(spec) };
}

function accountMounts(account: KubernetesObject | undefined): unknown {
  return account?.body.automountServiceAccountToken;
}

function withToken(spec: Json): Json {
  const mount = { name: TOKEN_VOLUME.name, readOnly: true, mountPath: TOKEN_PATH };
  const mounted = (list: unknown): unknown =>
    Array.isArray(list)
      ? objects(list).map((container) => {
          const mounts = objects(container.volumeMounts);
          const isThere = mounts.some(({ mountPath }) => mountPath === TOKEN_PATH);
          return isThere ? container : { ...container, volumeMounts: [...mounts, mount] };
        })
      : undefined;
  const volumes = [...objects(spec.volumes), TOKEN_VOLUME];
  return { ...spec, volumes, containers: mounted(spec.containers), initContainers: mounted(spec.initContainers) };
}

function withTolerations(tolerations: readonly Json[]): readonly Json[] {
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter(
    (key) =>
      !tolerations.some(
        (one) =>
          (one.key === key || one.key === undefined) && [undefined, '', 'NoExecute'].includes(one.effect as string),
      ),
  );
  const added = missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return [...tolerations, ...added];
}

function withResources(container: Json, ranges: readonly KubernetesObject[]): Json {
  const resources: Json = isObject(container.resources) ? container.resources : {};
  let limits: Json = isObject(resources.limits) ? resources.limits : {};
  let requests: Json = { ...limits, ...(isObject(resources.requests) && resources.requests) };
  for (const { body } of ranges) {
    const items = isObject(body.spec) ? objects(body.spec.limits).filter(({ type }) => type === 'Container') : [];
    for (const item of items) {
      const range = limitRange(item);
      limits = { ...range.limits, ...limits };
      requests = { ...range.requests, ...requests };
    }
  }
  const filled = {
    ...resources,
    ...(Object.keys(limits).length > 0 && { limits }),
    ...(Object.keys(requests).length > 0 && { requests }),
  };
  return { ...container, resources: filled };
}

/** A maximum is the default limit, which is the default request; a minimum is the request where nothing else is. */
function limitRange({ max, min, default: limit, defaultRequest }: Json): {
  readonly limits: Json;
  readonly requests: Json;
} {
  const limits = { ...(isObject(max) && max), ...(isObject(limit) && limit) };
  const requests = { ...(isObject(min) && min), ...limits, ...(isObject(defaultRequest) && defaultRequest) };
  return { limits, requests };
}
