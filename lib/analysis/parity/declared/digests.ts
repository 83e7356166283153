import type { Leaf } from '../compare';
import type { Field } from './field';

/** `host/path/name:tag@digest` */
const IMAGE = /^(?<name>[^\s:@]+(?::\d+\/[^\s:@]+)?)(?::(?<tag>[\w][\w.-]*))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;
const IMAGE_FIELDS = new Set(['image', 'docker_image_name', 'container_image']);

/** Labels and annotations that tell what runs, or what it was made from. */
const LABELS =
  /(^|[./-])(checksum|hash|digest|sha256|revision|commit|build)([./-]|$)|^(app\.kubernetes\.io\/)?version$/i;

/** Whether two values name another build of the same. */
export function isDigest({ a, b }: Leaf, field: Field, sameName: (a: string, b: string) => boolean): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  const name = field.names.at(-1) ?? '';
  if (IMAGE_FIELDS.has(name)) {
    const [left, right] = [nameOfImage(a), nameOfImage(b)];
    return left !== undefined && right !== undefined && sameName(left, right);
  }
  const parent = field.names.at(-2) ?? '';
  if (['labels', 'annotations', 'matchLabels', 'commonLabels'].includes(parent)) return LABELS.test(name);
  return ['newTag', 'digest'].includes(name) || (name === 'tag' && /^image/i.test(parent));
}

/** Registry and repository, without what names the build; undefined for what is no image. */
function nameOfImage(text: string): string | undefined {
  return IMAGE.exec(text)?.groups?.['name'];
}
