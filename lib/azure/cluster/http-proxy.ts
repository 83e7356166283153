import { Lazy, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { Cidr } from '../../core/cidr';
import { Problems } from '../../core/errors';
import { isIpv4 } from '../../core/ipv4';
import { fixAddress } from '../address';

/** A proxy that nodes, and pods by their environment, go out by. Azure: "Configure AKS nodes with an HTTP proxy". */
export interface HttpProxyProps {
  /**
   * Proxy of connections without TLS, without user and password: `http://proxy.contoso.com:3128/`.
   * @default - none
   */
  readonly http?: string;
  /**
   * Proxy of connections by TLS, without user and password.
   * @default - none
   */
  readonly https?: string;
  /**
   * Names, domains with a dot in front, addresses and ranges that are reached without it: `.contoso.com`. The subnets of the
   * nodes are added, and AKS adds the cluster's own ranges and names.
   * @default - none
   */
  readonly noProxy?: readonly string[];
  /**
   * Nodes trust a certificate authority of the proxy's. It is a variable of Terraform, `…_proxy_trusted_ca`, in base64: azurerm
   * keeps it as a secret.
   * @default false
   */
  readonly trustedCa?: boolean;
}

const URL_FORM = /^https?:\/\/[^\s/?#]+\/?$/;
/** RFC 1123, with a dot in front for a domain and all below it. */
const HOST = /^\.?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** EG24 of the compatibility facts. */
export function checkHttpProxy(proxy: HttpProxyProps | undefined, problems: Problems): void {
  if (proxy === undefined) return;
  if (proxy.http === undefined && proxy.https === undefined) {
    problems.add({
      property: 'httpProxy',
      rule: 'names no proxy',
      fix: "Set http or https: 'http://proxy.contoso.com:3128/'",
      code: 'proxy/none',
    });
  }
  for (const name of ['http', 'https'] as const) checkUrl(`httpProxy.${name}`, proxy[name], problems);
  for (const host of proxy.noProxy ?? []) {
    if (HOST.test(host) || isIpv4(host) || isRange(host)) continue;
    problems.add({
      property: 'httpProxy.noProxy',
      value: host,
      rule: host.includes('*') ? 'holds a *, which AKS does not know' : 'is neither a name nor a range',
      fix: host.startsWith('*.') ? `Write ${host.slice(1)} (EG24)` : "Write one such as '.contoso.com' (EG24)",
      code: 'proxy/exception',
    });
  }
}

function checkUrl(property: string, url: string | undefined, problems: Problems): void {
  if (url === undefined || (URL_FORM.test(url) && !url.includes('@'))) return;
  const named = url.includes('@');
  problems.add({
    property,
    // Never print a password.
    value: named ? undefined : url,
    rule: named ? 'holds a user or password, which AKS does not take' : 'is not the URL of a proxy',
    fix: "Write one such as 'http://proxy.contoso.com:3128/' (EG24)",
    code: 'proxy/url',
  });
}

function isRange(text: string): boolean {
  return new Problems().attempt(undefined, () => Cidr.parse(text)) !== undefined;
}

/**
 * Declares the variable of the proxy's authority below `scope`.
 *
 * @param nodeRanges ranges of the nodes' subnets, which must not go by the proxy (azurerm, `no_proxy`)
 */
export function httpProxyBlock(
  scope: Construct,
  proxy: HttpProxyProps | undefined,
  nodeRanges: () => readonly string[],
) {
  return (
    proxy && {
      httpProxy: proxy.http,
      httpsProxy: proxy.https,
      noProxy: Lazy.listValue({ produce: () => [...new Set([...(proxy.noProxy ?? []), ...nodeRanges()])] }),
      trustedCa: proxy.trustedCa ? authorityVariable(scope) : undefined,
    }
  );
}

function authorityVariable(scope: Construct): string {
  const variable = new TerraformVariable(scope, 'proxy_trusted_ca', {
    type: 'string',
    sensitive: true,
    nullable: false,
    description: "Certificate of the HTTP proxy's authority, as PEM in base64.",
  });
  return fixAddress(variable).stringValue;
}
