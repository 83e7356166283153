import { InvalidValue } from '../../core/errors';

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^(?:\\*\\.)?${LABEL}(?:\\.${LABEL})+$`);
const ADDRESS = /^\d+(\.\d+){3}$/;

/**
 * A host as listeners, routes and certificates name it: `shop.contoso.com`, or `*.contoso.com`.
 * @throws InvalidValue for anything else (expose/host)
 */
export function checkHost(host: string, property: string): string {
  if (HOST.test(host) && host.length <= 253 && !ADDRESS.test(host)) return host;
  const guess = host
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/:].*$/, '');
  throw new InvalidValue({
    property,
    value: host,
    rule: 'is not the name of a host',
    fix:
      guess !== host && HOST.test(guess) && !ADDRESS.test(guess)
        ? `Did you mean '${guess}'?`
        : "Write one such as 'shop.contoso.com' or '*.contoso.com'",
    code: 'expose/host',
  });
}

/** True where a listener for the one host takes requests for the other, as the Gateway API matches them. */
export function covers(listener: string, host: string): boolean {
  if (listener === host) return true;
  return listener.startsWith('*.') && host.endsWith(listener.slice(1)) && host.length > listener.length - 1;
}

/** `shop.contoso.com` as a part of a name: `shop-contoso-com`. */
export function hostAsName(host: string): string {
  return host.replace('*', 'wildcard').replaceAll('.', '-');
}
