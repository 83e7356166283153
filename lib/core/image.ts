import type { IImageSource, Image } from './contracts';
import { dnsSubdomain } from './dns-names';
import { InvalidValue, Problems } from './errors';

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const HOST = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?$/;
/** OCI distribution specification: host and repository together. */
const LONGEST_NAME = 255;

/**
 * The reference of an image that does not move: `contoso.azurecr.io/cart.api:1.4.2`, `…@sha256:…` or both.
 *
 * @param server host of the registry, with a path where it has one: `contoso.jfrog.io/docker`
 * @param repository lower case, such as `cart.api` or `shop/cart`
 * @param tagOrDigest `1.4.2`, `sha256:` and 64 hexadecimal digits, or `1.4.2@sha256:…`
 * @throws InvalidValue `image/moving-tag` for `latest` or an empty tag, `image/digest`, `image/tag`, `image/repository`
 */
export function imageReference(server: string, repository: string, tagOrDigest: string): string {
  const problems = new Problems();
  problems.attempt('repository', () => checkRepository(server, repository));
  problems.attempt('tagOrDigest', () => checkImageVersion(tagOrDigest));
  problems.throwIfAny();
  return `${server}/${repository}${tagOrDigest.startsWith('sha256:') ? '@' : ':'}${tagOrDigest}`;
}

/** Name of a repository, whatever registry it is in. @throws InvalidValue `image/repository` */
export function checkRepositoryName(repository: string): void {
  checkRepository('', repository);
}

function checkRepository(server: string, repository: string): void {
  if (REPOSITORY.test(repository) && `${server}/${repository}`.length <= LONGEST_NAME) return;
  const guess = repository.toLowerCase();
  throw new InvalidValue({
    value: repository,
    rule: `is not the name of a repository: lower-case letters, digits and single '.', '_' or '-' between, parts divided by '/', ${LONGEST_NAME} characters with the registry`,
    fix:
      guess !== repository && REPOSITORY.test(guess) ? `Did you mean '${guess}'?` : 'Write one such as shop/cart.api',
    code: 'image/repository',
  });
}

/** A tag, a digest, or both. @throws InvalidValue `image/moving-tag`, `image/digest`, `image/tag` */
export function checkImageVersion(tagOrDigest: string): void {
  const at = tagOrDigest.indexOf('@');
  const digestOnly = tagOrDigest.startsWith('sha256');
  const tag = at >= 0 ? tagOrDigest.slice(0, at) : digestOnly ? undefined : tagOrDigest;
  const digest = at >= 0 ? tagOrDigest.slice(at + 1) : digestOnly ? tagOrDigest : undefined;
  if (tag === '' || tag === 'latest') {
    throw new InvalidValue({
      value: tagOrDigest,
      rule:
        tag === ''
          ? 'is empty, which means whatever is latest'
          : 'moves: what runs would differ from what was reviewed',
      fix: 'Name a version such as 1.4.2, or a digest',
      code: 'image/moving-tag',
    });
  }
  if (tag !== undefined && !TAG.test(tag)) {
    throw new InvalidValue({
      value: tagOrDigest,
      rule: "is not a tag: up to 128 letters, digits, '_', '.' and '-', starting with neither '.' nor '-'",
      fix: 'Write one such as 1.4.2',
      code: 'image/tag',
    });
  }
  if (digest !== undefined && !DIGEST.test(digest)) {
    throw new InvalidValue({
      value: tagOrDigest,
      rule: "is not a digest: 'sha256:' and 64 lower-case hexadecimal digits",
      fix: 'Copy it whole, as the registry shows it',
      code: 'image/digest',
    });
  }
}

export interface ExternalRegistryProps {
  /** Host of the registry, with a path where it has one: `ghcr.io/contoso`, `contoso.jfrog.io/docker`. */
  readonly server: string;
  /**
   * Name of a Secret of type `kubernetes.io/dockerconfigjson` that is in each namespace which pulls from here. The
   * credential itself never passes through the program.
   * @default - none, for images that anyone may pull
   */
  readonly pullSecret?: string;
}

/** Registries that Azure does not run: Artifactory, GitHub's, Docker Hub, your own. */
export class Registry implements IImageSource {
  /**
   * @throws CdkAksError `registry/server` for what is no host, `name/dns-subdomain` for what is no name of a Secret
   */
  static external(props: ExternalRegistryProps): Registry {
    const problems = new Problems();
    problems.attempt('server', () => checkServer(props.server));
    const secret = props.pullSecret;
    if (secret !== undefined) problems.attempt(undefined, () => dnsSubdomain(secret, 'pullSecret'));
    problems.throwIfAny();
    return new Registry(props.server, secret);
  }

  /** An image that does not move. @throws CdkAksError as `imageReference` does */
  image(repository: string, tagOrDigest: string): Image {
    return { reference: imageReference(this.loginServer, repository, tagOrDigest), registry: this };
  }

  /** Never knows of a reason: the registry decides by the pull secret, or lets everyone in. */
  whyNotPullable(): undefined {
    return undefined;
  }

  private constructor(
    readonly loginServer: string,
    readonly pullSecretName: string | undefined,
  ) {}
}

function checkServer(server: string): void {
  const [host = '', ...path] = server.split('/');
  if (HOST.test(host) && /[.:]|^localhost$/.test(host) && (path.length === 0 || REPOSITORY.test(path.join('/'))))
    return;
  const plain = server.replace(/^[a-z]+:\/\//i, '').replace(/\/+$/, '');
  throw new InvalidValue({
    value: server,
    rule: 'is not the host of a registry',
    fix: plain !== server ? `Did you mean '${plain}'?` : 'Write one such as ghcr.io/contoso, without https:// in front',
    code: 'registry/server',
  });
}
