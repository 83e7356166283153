import { isLabelValue, isQualifiedName, labelValue, qualifiedName } from './dns-names';
import { Problems } from './errors';

/** All keys and values of an object's annotations together. Kubernetes: "Annotations". */
export const LARGEST_ANNOTATIONS = 256 * 1024;

/**
 * Checks the labels of an object, all of them.
 * @throws CdkAksError with every key (name/qualified) and value (name/label-value) that breaks the syntax
 */
export function checkLabels(labels: Readonly<Record<string, string>>, property = 'labels'): void {
  const problems = new Problems();
  for (const [key, value] of Object.entries(labels)) {
    if (isQualifiedName(key) && isLabelValue(value)) continue;
    problems.attempt(property, () => qualifiedName(key, property));
    problems.attempt(property, () => labelValue(value, `${property}['${key}']`));
  }
  problems.throwIfAny();
}

/**
 * Checks the annotations of an object: the syntax of keys and the size of all together.
 * @throws CdkAksError with every key that breaks the syntax (name/qualified), or for the size (annotation/size)
 */
export function checkAnnotations(annotations: Readonly<Record<string, string>>, property = 'annotations'): void {
  const problems = new Problems();
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    // Kubernetes takes capitals in the prefix of an annotation's key, other than in a label's.
    if (!isQualifiedName(key.toLowerCase())) problems.attempt(property, () => qualifiedName(key, property));
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (size > LARGEST_ANNOTATIONS) {
    problems.add({
      property,
      value: size,
      rule: `is the size of all keys and values in bytes, above ${LARGEST_ANNOTATIONS}`,
      fix: 'Move what is large to a ConfigMap',
      code: 'annotation/size',
    });
  }
  problems.throwIfAny();
}
