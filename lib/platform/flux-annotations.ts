import { asObject } from './pod-parts';

const FLUX = 'kustomize.toolkit.fluxcd.io';

/** What Flux must do otherwise with some kinds of object. Flux: "Kustomization, controlling the apply behavior of resources". */
const ANNOTATIONS: Readonly<Record<string, readonly [key: string, value: string]>> = {
  // Whatever is missing from the repository one day, data must not vanish with it.
  'v1/Namespace': [`${FLUX}/prune`, 'disabled'],
  'v1/PersistentVolumeClaim': [`${FLUX}/prune`, 'disabled'],
  'apiextensions.k8s.io/v1/CustomResourceDefinition': [`${FLUX}/prune`, 'disabled'],
  // The pods of a Job can't be changed: a new image means a new Job.
  'batch/v1/Job': [`${FLUX}/force`, 'enabled'],
};

/** The object with what Flux must know of its kind, unless the program says otherwise. */
export function withFluxAnnotations(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const annotation = ANNOTATIONS[`${String(object.apiVersion)}/${String(object.kind)}`];
  const metadata = asObject(object.metadata);
  const annotations = asObject(metadata.annotations);
  if (annotation === undefined || annotation[0] in annotations) return object;
  const [key, value] = annotation;
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, [key]: value } } };
}
