import { Construct } from 'constructs';
import { dnsLabel, dnsSubdomain } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import type { gatewayNetworkingK8sIo as gatewayApi } from '../api';
import { KubernetesObject, namespaceOf, objectName } from '../object';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** Who may refer to something in another namespace. */
export interface ReferrerProps {
  readonly kind: 'Gateway' | 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute';
  /** Namespace that it is in. */
  readonly namespace: string;
}

/** What may be referred to, in the namespace of the grant. */
export interface ReferredProps {
  /** `Service` for routes, `Secret` for certificates of a Gateway. */
  readonly kind: 'Service' | 'Secret';
  /**
   * Name of one of them.
   * @default - all of the namespace
   */
  readonly name?: string;
}

export interface ReferenceGrantProps {
  readonly from: readonly ReferrerProps[];
  readonly to: readonly ReferredProps[];
}

/**
 * Lets Gateways and routes of other namespaces use Services or Secrets of this one. It lies where what is used does, so
 * that those decide who own it. Gateway API: "ReferenceGrant".
 *
 * @example new ReferenceGrant(certificates, 'wildcard', { from: [{ kind: 'Gateway', namespace: 'shop' }],
 *   to: [{ kind: 'Secret', name: 'wildcard-tls' }] });
 */
export class ReferenceGrant extends Construct {
  /**
   * @throws CdkAksError for neither end or both (expose/grant-empty), a reference that no kind makes
   *   (expose/grant-kinds), the grant's own namespace (expose/grant-own), and names out of syntax
   */
  constructor(scope: Construct, id: string, props: ReferenceGrantProps) {
    super(scope, id);
    this.checkProps(props);
    new KubernetesObject<gatewayApi.ReferenceGrant>(this, 'Resource', {
      apiVersion: `${GATEWAY_API}/v1beta1`,
      kind: 'ReferenceGrant',
      metadata: { name: objectName(this) },
      spec: {
        from: props.from.map(({ kind, namespace }) => ({ group: GATEWAY_API, kind, namespace })),
        to: props.to.map(({ kind, name }) => ({ group: '', kind, ...(name === undefined ? {} : { name }) })),
      },
    });
  }

  private checkProps({ from, to }: ReferenceGrantProps): void {
    const problems = new Problems(this);
    const own = namespaceOf(this);
    problems.attempt('id', () => dnsSubdomain(objectName(this), 'id'));
    for (const [property, list] of Object.entries({ from, to })) {
      if (list.length > 0) continue;
      problems.add({
        property,
        rule: 'is empty, so that nobody is let in',
        fix: 'Name who may refer to what',
        code: 'expose/grant-empty',
      });
    }
    for (const { namespace } of from) {
      problems.attempt('from', () => dnsLabel(namespace, 'from'));
      if (namespace !== own) continue;
      problems.add({
        property: 'from',
        value: namespace,
        rule: 'is the namespace of the grant itself, which needs none',
        fix: 'Leave it out',
        code: 'expose/grant-own',
      });
    }
    for (const { name } of to) if (name !== undefined) problems.attempt('to', () => dnsSubdomain(name, 'to'));
    const wanted = new Set(from.map(({ kind }) => (kind === 'Gateway' ? 'Secret' : 'Service')));
    for (const { kind } of to.filter((one) => from.length > 0 && !wanted.has(one.kind))) {
      problems.add({
        property: 'to',
        value: kind,
        rule: `is what ${[...new Set(from.map((one) => one.kind))].join(' and ')} never refers to`,
        fix: 'A Gateway refers to Secrets, a route to Services',
        code: 'expose/grant-kinds',
      });
    }
    problems.throwIfAny();
  }
}
