import type { Body } from '../../artifact/read/model';
import { objectIndex } from '../../analysis/objects';
import { asBody } from '../../analysis/workload/workloads';
import { updateAt, withKey, withoutAnnotation } from '../body';
import type { ObjectFix } from '../fix';

const rule = 'schema/deprecated';
const ANNOTATION = 'kubernetes.io/ingress.class';

/** Classes that a controller brings as an object, by what its annotation says. Azure: "Application routing add-on", "AGIC". */
const CLASSES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    nginx: 'nginx',
    'webapprouting.kubernetes.azure.com': 'webapprouting.kubernetes.azure.com',
    'azure/application-gateway': 'azure-application-gateway',
    'azure-application-gateway': 'azure-application-gateway',
  }),
);

/** The class of an Ingress, from its annotation to its field: which names an object, where the annotation named anything. */
export const ingressClass: ObjectFix = (object, { artifacts }) => {
  const annotation = asBody(asBody(object.body.metadata)?.annotations)?.[ANNOTATION];
  const spec = asBody(object.body.spec);
  if (object.kind !== 'Ingress' || typeof annotation !== 'string' || !spec) return undefined;
  const isThere = objectIndex(artifacts).beside(object, 'IngressClass', annotation) !== undefined;
  const name = isThere ? annotation : CLASSES.get(annotation);
  const { ingressClassName: written } = spec;
  if (name === undefined) {
    return { rule, whyNot: `no IngressClass '${annotation}' is in these files: whether there is one can't be told` };
  }
  if (written !== undefined && written !== name) {
    return { rule, whyNot: `ingressClassName says '${String(written)}', the annotation says '${annotation}'` };
  }
  const without = updateAt(object.body, ['metadata'], (metadata) => withoutAnnotation(metadata as Body, ANNOTATION));
  return {
    rule,
    what: `the annotation ${ANNOTATION} becomes spec.ingressClassName`,
    body: { ...without, spec: withKey(spec, 'ingressClassName', name, ...Object.keys(spec)) },
  };
};
