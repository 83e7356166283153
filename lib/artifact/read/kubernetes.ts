import type { FieldPath } from '../field-path';
import type { Body, KubernetesObject, Source } from './model';
import { isBody } from './terraform-module';

/** Whether a document is meant as an object of the Kubernetes API, if an incomplete one. */
export function looksLikeObject(document: unknown): document is Body {
  if (!isBody(document)) return false;
  const named = ['apiVersion', 'kind'].filter((field) => field in document).length;
  return named === 2 || (named === 1 && ('metadata' in document || 'spec' in document));
}

/** An object as it stands in a file, before it is known where it belongs. */
export type FoundObject = Omit<KubernetesObject, 'cluster' | 'path'>;

/** The objects of one document: itself, or the items of a list, which carry their kind or inherit it. */
export function objectsOf(document: unknown, file: string, index: number): readonly FoundObject[] {
  const found: FoundObject[] = [];
  const visit = (body: unknown, at: FieldPath): void => {
    if (!looksLikeObject(body)) return;
    const { items, kind, apiVersion } = body;
    if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
      const inherited = { apiVersion, kind: kind.slice(0, -'List'.length) };
      items.forEach((item: unknown, position) => {
        const isWhole = kind === 'List' || !isBody(item) || 'kind' in item;
        visit(isWhole ? item : Object.freeze({ ...inherited, ...item }), [...at, 'items', position]);
      });
    } else {
      found.push(toObject(body, { file, document: index, at }));
    }
  };
  visit(document, []);
  return found;
}

function toObject(body: Body, source: Source): FoundObject {
  const metadata = isBody(body.metadata) ? body.metadata : {};
  const apiVersion = textOr(body.apiVersion, '');
  const kind = textOr(body.kind, '');
  const name = textOr(metadata.name, textOr(metadata.generateName, ''));
  const namespace = typeof metadata.namespace === 'string' ? metadata.namespace : undefined;
  return {
    id: objectId(apiVersion, kind, name, namespace),
    apiVersion,
    kind,
    name,
    namespace,
    body,
    source: Object.freeze(source),
  };
}

/** `apps/v1/Deployment/shop/cart`, `v1/Namespace/shop` */
export function objectId(apiVersion: string, kind: string, name: string, namespace?: string): string {
  const parts = [apiVersion || '(no apiVersion)', kind || '(no kind)', namespace, name || '(no name)'];
  return parts.filter((part) => part !== undefined && part !== '').join('/');
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
}
