import { ANNOTATION } from '../../../artifact/acknowledgements';
import type { FieldPath } from '../../../artifact/field-path';
import { isServerField, ITEM_KEYS, sameField } from '../../change/kubernetes/fields';
import type { Grammar } from '../compare';

/** What `kubectl apply` notes for itself, and what is accepted here. */
const TOOLS = new Set(['kubectl.kubernetes.io/last-applied-configuration', ANNOTATION]);

/** Lists whose order says something; any other is a set in fact, if not in name. */
const ORDERED = new Set(['command', 'args', 'initContainers']);

const KEYS: readonly (readonly string[])[] = [
  ...ITEM_KEYS,
  ['name', 'sectionName', 'port'],
  ['topologyKey'],
  ['key', 'operator', 'value', 'effect'],
  ['host'],
  ['path', 'pathType'],
];

/** How objects of Kubernetes compare: as the API server takes them. */
export const kubernetesGrammar: Grammar = {
  skips: (path) => isServerField(path) || TOOLS.has(String(path.at(-1))),
  same: (a, b, path) => sameField(a, b, path) || sameSet(a, b, path),
  isAbsent: (value) => value === undefined || value === null || (Array.isArray(value) && value.length === 0),
  isOrdered,
  keys: () => KEYS,
};

function isOrdered(path: FieldPath): boolean {
  return ORDERED.has(String(path.at(-1)));
}

function sameSet(a: unknown, b: unknown, path: FieldPath): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length || isOrdered(path)) return false;
  const [left, right] = [a, b].map((items) => items.map((item) => JSON.stringify(item)).sort());
  return JSON.stringify(left) === JSON.stringify(right);
}
