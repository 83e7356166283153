import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { routesOf } from '../../analysis/gateway/attachment';
import { certificateRefsOf, GATEWAY_GROUP, gatewaysOf, listenersOf, ofGroup } from '../../analysis/gateway/listeners';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { asBody, asList } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object } from '../sample';
import { SETTINGS } from '../workload/examples';
import { route } from './sample';

const ROUTE = route('', 'backendRefs: [{ name: stock, namespace: stock, port: 80 }]');
const STOCK = object('v1', 'Service', 'stock', ['spec: { selector: { app: stock }, ports: [{ port: 80 }] }'], 'stock');
const GRANT = object(
  'gateway.networking.k8s.io/v1beta1',
  'ReferenceGrant',
  'shop',
  [
    'spec:',
    '  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]',
    '  to: [{ group: "", kind: Service }]',
  ],
  'stock',
);

/** What is in another namespace is its owner's to give. */
export const noReferenceGrant: Rule = {
  id: 'gateway/no-reference-grant',
  severity: 'error',
  what: 'uses what another namespace does not let it use',
  why: 'without a ReferenceGrant there the gateway answers with 500, or does not take the listener up',
  fix: 'Add a ReferenceGrant to the other namespace, or move one of the two',
  sources: ['Gateway API: ReferenceGrant'],
  examples: {
    failing: { 'web.yaml': documents(ROUTE, STOCK) },
    mended: { 'web.yaml': documents(ROUTE, STOCK, GRANT) },
    notApplicable: SETTINGS,
    unknown: { 'web.yaml': ROUTE },
  },
  *check({ artifacts }) {
    for (const object of [...gatewaysOf(artifacts), ...routesOf(artifacts)]) {
      const foreign = usesOf(object).filter(({ namespace }) => namespace !== namespaceOf(object));
      if (foreign.length === 0) yield notApplicable(object);
      for (const use of foreign) {
        const { kind, name, namespace, field } = use;
        if (isGranted(object, use, artifacts)) yield compliant(object);
        else if (!hasNamespace(object, namespace, artifacts)) {
          yield notKnown(object, `namespace '${namespace}' is not in these files`);
        } else {
          yield finding(object, [...field, 'namespace'], {
            detail: `uses ${kind} '${namespace}/${name}', and no ReferenceGrant in '${namespace}' lets a ${object.kind} of '${namespaceOf(object)}' do so`,
          });
        }
      }
    }
  },
};

interface Use {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly field: FieldPath;
}

function usesOf(object: KubernetesObject): readonly Use[] {
  if (object.kind === 'Gateway') {
    return listenersOf(object)
      .flatMap(certificateRefsOf)
      .map((reference) => ({ kind: 'Secret', ...reference }));
  }
  return asList(asBody(object.body.spec)?.rules).flatMap((rule, index) =>
    asList(asBody(rule)?.backendRefs).flatMap((item, place): readonly Use[] => {
      const { kind = 'Service', group = '', name, namespace } = asBody(item) ?? {};
      if (group !== '' || typeof namespace !== 'string') return [];
      return [
        { kind: String(kind), name: String(name), namespace, field: ['spec', 'rules', index, 'backendRefs', place] },
      ];
    }),
  );
}

function isGranted(object: KubernetesObject, { kind, name, namespace }: Use, artifacts: Artifacts): boolean {
  return ofGroup('ReferenceGrant', artifacts)
    .filter((grant) => grant.cluster === object.cluster && namespaceOf(grant) === namespace)
    .map((grant) => asBody(grant.body.spec) ?? {})
    .some(
      ({ from, to }) =>
        asList(from)
          .map((item) => asBody(item) ?? {})
          .some(
            (one) => one.group === GATEWAY_GROUP && one.kind === object.kind && one.namespace === namespaceOf(object),
          ) &&
        asList(to)
          .map((item) => asBody(item) ?? {})
          .some(
            (one) => (one.group ?? '') === '' && one.kind === kind && (one.name === undefined || one.name === name),
          ),
    );
}

/** Whether the files have the other namespace: then its grants are to be there as well. */
function hasNamespace(beside: KubernetesObject, namespace: string, artifacts: Artifacts): boolean {
  const objects = objectIndex(artifacts);
  if (objects.beside(beside, 'Namespace', namespace)) return true;
  return objects.ofKind('Service').some((one) => one.cluster === beside.cluster && namespaceOf(one) === namespace);
}
