/**
 * Marks by which the renderer knows constructs of the Kubernetes half without importing them.
 * Set with `mark`, read with `in`.
 */

/** A Chart that is one Kubernetes namespace: it has a folder of its own. */
export const NAMESPACE = Symbol.for('cdk-aks.namespace');
/** A construct of this library that may use a reserved id as its file name: `_namespace`. */
export const OWN_FILE = Symbol.for('cdk-aks.own-file');
/** A construct of a namespace whose children have files of their own, named as their objects are: `shop-cart.yaml`. */
export const GROUP = Symbol.for('cdk-aks.group');

/** Set of names of variables and keys below a construct that look like a secret and are none, with reasons in the program. */
export const NOT_SECRET = Symbol.for('cdk-aks.not-secret');

export function mark(construct: object, symbol: symbol, value: unknown = true): void {
  Object.defineProperty(construct, symbol, { value });
}
