import { object } from '../sample';

const API = 'gateway.networking.k8s.io/v1';

/** A Gateway `web`: its listeners in flow style. */
export function gateway(...listeners: readonly string[]): string {
  return object(API, 'Gateway', 'web', [
    'spec:',
    '  gatewayClassName: azure-alb-external',
    '  listeners:',
    ...listeners.map((listener) => `    - ${listener}`),
  ]);
}

export const HTTP = '{ name: http, port: 80, protocol: HTTP }';

/** A listener of HTTPS: its host, and the Secret of its certificate. */
export function https(hostname: string, secret = '{ name: web-tls }'): string {
  return `{ name: https, port: 443, protocol: HTTPS, hostname: "${hostname}", tls: { certificateRefs: [${secret}] } }`;
}

/** An HTTPRoute to the Service `cart`: further fields of its spec and its rule in flow style. */
export function route(fields = '', rule = 'backendRefs: [{ name: cart, port: 80 }]', name = 'cart'): string {
  return object(API, 'HTTPRoute', name, [
    'spec:',
    `  { parentRefs: [{ name: web }]${fields && `, ${fields}`}, rules: [{ ${rule} }] }`,
  ]);
}

/** A Certificate that makes the Secret `web-tls`: fields of its spec in flow style. */
export function certificate(fields = 'dnsNames: [www.contoso.com]', name = 'web'): string {
  return object('cert-manager.io/v1', 'Certificate', name, [
    `spec: { secretName: web-tls, issuerRef: { name: letsencrypt }, ${fields} }`,
  ]);
}
