import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../objects';
import { asBody, asList } from '../workload/workloads';

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** A listener of a Gateway as it is written. */
export interface Listener {
  readonly gateway: KubernetesObject;
  readonly name: string;
  readonly protocol: string;
  readonly port: unknown;
  /** Undefined for one that takes every host. */
  readonly hostname: string | undefined;
  readonly body: Body;
  readonly field: FieldPath;
}

/** Gateways of the Gateway API; Istio has a kind of that name as well. */
export function gatewaysOf(artifacts: Artifacts): readonly KubernetesObject[] {
  return ofGroup('Gateway', artifacts);
}

/** Objects of a kind of the Gateway API. */
export function ofGroup(kind: string, artifacts: Artifacts): readonly KubernetesObject[] {
  return objectIndex(artifacts)
    .ofKind(kind)
    .filter(({ apiVersion }) => apiVersion.startsWith(`${GATEWAY_GROUP}/`));
}

export function listenersOf(gateway: KubernetesObject): readonly Listener[] {
  return asList(asBody(gateway.body.spec)?.listeners).flatMap((item, index) => {
    const body = asBody(item);
    if (!body) return [];
    const { name, protocol, port, hostname } = body;
    return [
      {
        gateway,
        name: String(name),
        protocol: String(protocol),
        port,
        hostname: typeof hostname === 'string' && hostname !== '' ? hostname : undefined,
        body,
        field: ['spec', 'listeners', index],
      },
    ];
  });
}

/** Secrets that a listener takes its certificates from. */
export interface CertificateRef {
  readonly name: string;
  readonly namespace: string;
  readonly field: FieldPath;
}

export function certificateRefsOf({ gateway, body, field }: Listener): readonly CertificateRef[] {
  return asList(asBody(body.tls)?.certificateRefs).flatMap((item, index) => {
    const { kind = 'Secret', group = '', name, namespace = gateway.namespace ?? 'default' } = asBody(item) ?? {};
    if (kind !== 'Secret' || group !== '' || typeof name !== 'string' || typeof namespace !== 'string') return [];
    return [{ name, namespace, field: [...field, 'tls', 'certificateRefs', index] }];
  });
}
