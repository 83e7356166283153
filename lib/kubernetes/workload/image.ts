import type { Image } from '../../core/contracts';
import { InvalidValue } from '../../core/errors';
import { isLabelValue } from '../../core/dns-names';

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const HOST = /^(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|[A-Za-z0-9-]+(?=:))(?::\d{1,5})?$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

/** The parts of an image's reference. */
export interface ImageReference {
  /** `contoso.azurecr.io`; undefined for Docker Hub's short names. */
  readonly host?: string;
  /** `shop/cart.api` */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest?: string;
}

/**
 * @param reference such as `contoso.azurecr.io/cart.api:1.4.2` or `…/cart.api@sha256:…`
 * @throws InvalidValue for no reference at all (image/malformed), a tag that moves: `latest`, an empty one or none
 *   (image/moving-tag), and a digest of another form than `sha256:<64 hex>` (image/digest)
 */
export function parseImage(reference: string, property = 'image'): ImageReference {
  const refuse = (rule: string, fix: string, code: string): InvalidValue =>
    new InvalidValue({ property, value: reference, rule, fix, code });
  if (reference.includes('TfToken[')) {
    throw new InvalidValue({
      property,
      rule: 'holds a value that only Azure knows, and the API server checks the reference of an image',
      fix: "Use registry.image(…), whose registry's name is known",
      code: 'image/late',
    });
  }
  const at = reference.indexOf('@');
  const digest = at < 0 ? undefined : reference.slice(at + 1);
  const named = at < 0 ? reference : reference.slice(0, at);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  const path = colon < 0 ? named : named.slice(0, colon);

  const slash = path.indexOf('/');
  const host = slash > 0 && HOST.test(path.slice(0, slash)) ? path.slice(0, slash) : undefined;
  const repository = host === undefined ? path : path.slice(slash + 1);
  if (!REPOSITORY.test(repository)) {
    throw refuse(
      'is not the reference of an image',
      "Write 'registry/repository:tag' in lower case",
      'image/malformed',
    );
  }
  if (digest !== undefined) {
    if (!DIGEST.test(digest)) {
      throw refuse(
        "has a digest that is not 'sha256:' and 64 hexadecimal digits",
        'Copy the digest whole',
        'image/digest',
      );
    }
    return { host, repository, tag: tag === '' ? undefined : tag, digest };
  }
  if (tag === undefined || tag === '' || tag === 'latest') {
    throw refuse(
      tag === 'latest' ? "has the tag 'latest', which moves" : 'has no tag, so that it means whatever is latest',
      'Name a version or a digest, such as cart.api:1.4.2',
      'image/moving-tag',
    );
  }
  if (!TAG.test(tag)) {
    throw refuse(
      'has a tag that no registry takes',
      'Use up to 128 letters, digits, dots and hyphens',
      'image/malformed',
    );
  }
  return { host, repository, tag };
}

/** An image and what its tag says. */
export interface ResolvedImage extends Image {
  /** The tag, where it can be the value of a label. */
  readonly version?: string;
}

/** An image as a pod names it, checked. @throws InvalidValue as `parseImage` does */
export function resolveImage(image: Image | string, property = 'image'): ResolvedImage {
  const resolved: Image = typeof image === 'string' ? { reference: image } : image;
  const { tag } = parseImage(resolved.reference, property);
  return { ...resolved, version: tag !== undefined && isLabelValue(tag) ? tag : undefined };
}
