/*
 * Names of hosts as the Gateway API and certificates compare them. A name that is filled in later is not known.
 */

/** True for a name that the files hold whole, without a late value. */
export function isPlainHost(host: unknown): host is string {
  return typeof host === 'string' && host !== '' && !host.includes('$');
}

/**
 * Whether some host has both names. `*.contoso.com` stands for every name that ends so, of however many parts, and not for
 * `contoso.com` itself; undefined stands for all. Gateway API: "HTTPRouteSpec", `hostnames`.
 */
export function hostsMeet(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one === other || isBelow(one, other) || isBelow(other, one);
}

/** True where the first is a pattern that takes in the second. */
function isBelow(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1;
}

/** Whether a certificate for a name is good for a host: a `*` stands for one part there. RFC 6125, section 6.4.3. */
export function certifies(name: string, host: string): boolean {
  const [one, other] = [name.toLowerCase(), host.toLowerCase()];
  if (one === other) return true;
  return one.startsWith('*.') && !other.startsWith('*.') && other.slice(other.indexOf('.')) === one.slice(1);
}
