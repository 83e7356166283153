/**
 * Marks by which the renderer knows constructs of the Kubernetes half without importing them.
 * Set with `mark`, read with `in`.
 */

/** A Chart that is one Kubernetes namespace: it has a folder of its own. */
export const NAMESPACE = Symbol.for('cdk-aks.namespace');
/** A construct of this library that may use a reserved id as its file name: `_namespace`. */
export const OWN_FILE = Symbol.for('cdk-aks.own-file');

export function mark(construct: object, symbol: symbol, value: unknown = true): void {
  Object.defineProperty(construct, symbol, { value });
}
