import type { KubernetesObject } from '../../artifact/read/model';
import { customResource } from '../data';
import type { Form } from '../kubernetes/grammar';
import { groupOf, type Vocabulary } from '../kubernetes/kinds';
import { isObject } from '../report';

/** What the API server knows of a kind. */
export interface KindFacts {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** As it stands in the path of a request: `deployments`. */
  readonly resource: string;
  readonly namespaced: boolean;
  readonly form: Form;
  readonly isBuiltIn: boolean;
}

/** The kinds of one cluster: those of its minor, custom resources that we know, and those that the files define. */
export class Kinds {
  private readonly known = new Map<string, KindFacts>();
  private readonly plurals = new Map<string, string>();

  /** @param definitions every `CustomResourceDefinition` of the files */
  constructor(
    readonly vocabulary: Vocabulary,
    definitions: readonly KubernetesObject[],
  ) {
    for (const { body } of definitions) {
      const spec = isObject(body.spec) ? body.spec : {};
      const names = isObject(spec.names) ? spec.names : {};
      if (typeof names.plural === 'string')
        this.plurals.set(`${String(spec.group)} ${String(names.kind)}`, names.plural);
    }
  }

  of(object: { readonly apiVersion: string; readonly kind: string; readonly namespace?: string }): KindFacts {
    const key = `${object.apiVersion} ${object.kind}`;
    let facts = this.known.get(key);
    if (facts === undefined) this.known.set(key, (facts = this.find(object)));
    return facts;
  }

  /** Whether the cluster serves a version of the same kind, to which an object would be converted. */
  serves({ group, kind }: KindFacts, version: string): boolean {
    const apiVersion = group === '' ? version : `${group}/${version}`;
    const custom = this.vocabulary.defined.get(`${group} ${kind}`) ?? customResource(group, kind);
    return `${apiVersion} ${kind}` in this.vocabulary.schema.kinds || custom?.versions[version] !== undefined;
  }

  private find({ apiVersion, kind, namespace }: Parameters<Kinds['of']>[0]): KindFacts {
    const { schema, defined } = this.vocabulary;
    const group = groupOf(apiVersion);
    const version = apiVersion.slice(group === '' ? 0 : group.length + 1);
    const resource = this.plurals.get(`${group} ${kind}`) ?? pluralOf(kind);
    const names = { group, version, kind, resource };
    const builtIn = schema.kinds[`${apiVersion} ${kind}`];
    if (builtIn)
      return { ...names, namespaced: builtIn.namespaced === true, form: `@${builtIn.type}`, isBuiltIn: true };
    const custom = defined.get(`${group} ${kind}`) ?? customResource(group, kind);
    const form = custom?.versions[version]?.schema ?? 'any';
    return { ...names, namespaced: custom?.namespaced ?? namespace !== undefined, form, isBuiltIn: false };
  }
}

/** Kubernetes' own guess, which holds for every kind of its own. Source: `meta.UnsafeGuessKindToResource`. */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === 'endpoints') return name;
  if (/(?:s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  return name.endsWith('y') && !/[aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}
