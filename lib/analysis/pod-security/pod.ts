import type { FieldPath } from '../../artifact/field-path';
import type { Body } from '../../artifact/read/model';
import { asBody, asList } from '../workload/workloads';

/** A pod as the controls read it. */
export interface PodView {
  readonly annotations: Body;
  readonly spec: Body;
  readonly securityContext: Body;
  readonly containers: readonly ContainerView[];
  /** Windows as `spec.os` says it: the admission looks at nothing else. */
  readonly isWindows: boolean;
  /** In a user namespace root is not root on the node. */
  readonly isInUserNamespace: boolean;
}

export interface ContainerView {
  /** `['spec', 'initContainers', 0]` */
  readonly at: FieldPath;
  readonly fields: Body;
  readonly securityContext: Body;
}

/** @param podOrTemplate a Pod or a pod template, as `spec.template` of a Deployment is one */
export function viewPod(podOrTemplate: unknown): PodView {
  const spec = child(podOrTemplate, 'spec');
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    items(spec[list]).map(({ item: fields, index }): ContainerView => ({
      at: ['spec', list, index],
      fields,
      securityContext: child(fields, 'securityContext'),
    })),
  );
  return {
    annotations: child(child(podOrTemplate, 'metadata'), 'annotations'),
    spec,
    securityContext: child(spec, 'securityContext'),
    containers,
    isWindows: child(spec, 'os').name === 'windows',
    isInUserNamespace: spec.hostUsers === false,
  };
}

/** A nested object; empty where it is missing, so that reading on finds nothing. */
export function child(value: unknown, name: string): Body {
  return asBody(asBody(value)?.[name]) ?? {};
}

/** The objects of a list with their places; anything else in it is none. */
export function items(value: unknown): readonly { readonly item: Body; readonly index: number }[] {
  return asList(value).flatMap((item, index) => {
    const body = asBody(item);
    return body ? [{ item: body, index }] : [];
  });
}
