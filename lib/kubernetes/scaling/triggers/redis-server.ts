import { Problems } from '../../../core/errors';
import { checkHostAndPort } from './names';
import { demandText } from './parts';

type Layout = 'single' | 'cluster' | 'sentinel';

/** Where Redis answers, and how its servers belong together. */
export class RedisServer {
  /** One server, or what stands before several: `RedisServer.single('contoso.redis.cache.windows.net:6380')`. */
  static single(address: string): RedisServer {
    return new RedisServer('single', [address], undefined);
  }

  /** Nodes of a Redis Cluster; those that are not named are found. */
  static cluster(addresses: readonly string[]): RedisServer {
    return new RedisServer('cluster', addresses, undefined);
  }

  /** Sentinels, which know the master of a name. */
  static sentinel(addresses: readonly string[], options: { readonly master: string }): RedisServer {
    return new RedisServer('sentinel', addresses, options.master);
  }

  private constructor(
    /** @internal */
    readonly layout: Layout,
    readonly addresses: readonly string[],
    readonly master: string | undefined,
  ) {
    const problems = new Problems();
    if (addresses.length === 0) demandText(problems, 'addresses', '');
    for (const address of addresses) checkHostAndPort(problems, 'address', address);
    if (layout === 'sentinel') demandText(problems, 'master', master ?? '');
    problems.throwIfAny();
  }
}
