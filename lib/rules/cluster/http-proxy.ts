import { holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster, type Judgement } from './judge';

function proxy(fields: object): { cluster: Record<string, unknown> } {
  return { cluster: { http_proxy_config: { http_proxy: 'http://proxy.contoso.com:3128/', ...fields } } };
}

/** AKS writes these settings on every node as they are. */
export const httpProxy: Rule = {
  id: 'cluster/http-proxy',
  severity: 'error',
  what: 'has proxy settings that AKS does not take',
  why: 'AKS refuses the cluster, or nodes never reach their images',
  fix: 'Write proxies without user and password, and hosts or ranges without * in no_proxy',
  sources: ['Azure: Configure AKS nodes with an HTTP proxy'],
  facts: ['EG24'],
  examples: clusterExamples(proxy({ no_proxy: ['*.contoso.com'] }), proxy({ no_proxy: ['.contoso.com'] }), {
    unknown: proxy({ no_proxy: '${var.hosts}' }),
  }),
  check: eachCluster(({ fields, at }) => {
    const applies = fields.has('http_proxy_config');
    const withUser = (url: string): boolean => /^[a-z]+:\/\/[^/]*@/i.test(url);
    return [
      {
        applies,
        wrong: holds(fields.texts('http_proxy_config', 'no_proxy'), (hosts) =>
          hosts.some((host) => host.includes('*')),
        ),
        at: at('http_proxy_config', 'no_proxy'),
        detail: 'has a * in no_proxy, which AKS does not know',
      },
      ...['http_proxy', 'https_proxy'].map((name): Judgement => ({
        applies,
        wrong: holds(fields.text('http_proxy_config', name), withUser),
        at: at('http_proxy_config', name),
        detail: 'has a proxy with user and password, which AKS does not take',
      })),
    ];
  }),
};
