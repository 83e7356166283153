import type { FieldPath } from '../../artifact/field-path';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { fromJson } from '../cel/json';
import { type Fields, type Key, Unknown, type Value } from '../cel/values';
import { isObject } from '../report';
import { asStored } from './as-stored';
import type { KindFacts } from './kinds';
import { madeBy } from './made';
import type { Surroundings } from './matching';
import { admittedPod } from './pod-admission';

/** What the API server fills in, which no file can tell. */
const FILLED_IN = new Unknown('what the API server fills in');

/** One object on its way into the API server: one that is written, or one that a controller makes of it. */
export class AdmissionRequest {
  private stored: Value | undefined;
  private told: Value | undefined;

  constructor(
    /** The object that is written. */
    readonly source: KubernetesObject,
    readonly facts: KindFacts,
    readonly body: Body,
    /** Left out where the object has none; the namespace itself for a Namespace. */
    readonly namespace: string | undefined,
    private readonly around: Surroundings,
    /** Of what a controller makes: in words (`the pods that it makes`), and where its template stands. */
    readonly made?: { readonly words: string; readonly at: FieldPath },
  ) {}

  get name(): string {
    const { name } = this.metadata;
    return typeof name === 'string' ? name : '';
  }

  get labels(): unknown {
    return this.metadata.labels;
  }

  get isNamespace(): boolean {
    return this.facts.group === '' && this.facts.kind === 'Namespace';
  }

  /** `object` of the expressions. */
  object(): Value {
    return (this.stored ??= this.store());
  }

  /** `request` of the expressions. */
  request(): Value {
    return (this.told ??= this.tell());
  }

  private tell(): Value {
    const { group, version, kind, resource } = this.facts;
    const kindOf = fromJson({ group, version, kind });
    const resourceOf = fromJson({ group, version, resource });
    return new Map<Key, Value>([
      ['uid', FILLED_IN],
      ['kind', kindOf],
      ['resource', resourceOf],
      ['requestKind', kindOf],
      ['requestResource', resourceOf],
      ['name', this.name],
      ...(this.namespace === undefined ? [] : ([['namespace', this.namespace]] as const)),
      ['operation', 'CREATE'],
      ['userInfo', new Unknown('who applies it')],
      ['dryRun', false],
      ['options', new Unknown('how it is applied')],
    ]);
  }

  private store(): Value {
    const { form, group, kind } = this.facts;
    const { schema } = this.around.kinds.vocabulary;
    const isPod = group === '' && kind === 'Pod';
    const body = isPod ? admittedPod(this.body, this.namespace ?? '', this.around.objects) : this.body;
    const stored = asStored(body, form, schema) as Fields;
    // The definition of a custom resource leaves its metadata to the API server.
    const metadata = new Map(asStored(this.metadata, '@meta.v1.ObjectMeta', schema) as Fields);
    if (this.namespace !== undefined && !this.isNamespace) metadata.set('namespace', this.namespace);
    for (const name of ['uid', 'creationTimestamp', 'generation', 'managedFields']) metadata.set(name, FILLED_IN);
    if (this.name === '') metadata.set('name', FILLED_IN);
    return new Map(stored).set('metadata', metadata);
  }

  private get metadata(): Readonly<Record<string, unknown>> {
    return isObject(this.body.metadata) ? this.body.metadata : {};
  }
}

/** An object, and what its controllers make of it. */
export function requestsOf(object: KubernetesObject, around: Surroundings): readonly AdmissionRequest[] {
  const { kinds } = around;
  const facts = kinds.of(object);
  const namespace = facts.namespaced ? (object.namespace ?? 'default') : undefined;
  const own = new AdmissionRequest(
    object,
    facts,
    withOwnLabel(object, facts),
    scopeOf(object, facts, namespace),
    around,
  );
  const made = madeBy(object).map(
    ({ apiVersion, kind, body, ...how }) =>
      new AdmissionRequest(object, kinds.of({ apiVersion, kind, namespace: '' }), body, namespace, around, how),
  );
  return [own, ...made];
}

/** A request about a Namespace is a request in it. */
function scopeOf(
  object: KubernetesObject,
  { group, kind }: KindFacts,
  namespace: string | undefined,
): string | undefined {
  return group === '' && kind === 'Namespace' ? object.name : namespace;
}

/** Every Namespace is labelled with its name. */
function withOwnLabel({ body, name }: KubernetesObject, { group, kind }: KindFacts): Body {
  if (group !== '' || kind !== 'Namespace' || !isObject(body.metadata)) return body;
  const labels = { ...(isObject(body.metadata.labels) && body.metadata.labels), 'kubernetes.io/metadata.name': name };
  return { ...body, metadata: { ...body.metadata, labels } };
}
