import { object } from '../sample';

/** A Service `cart`: its type and other fields in flow style, and annotations. */
export function service(fields: string, annotations = '', name = 'cart'): string {
  const text = object('v1', 'Service', name, [
    `spec: { selector: { app: cart }, ports: [{ port: 80 }]${fields && `, ${fields}`} }`,
  ]);
  return annotations === ''
    ? text
    : text.replace('namespace: shop', `namespace: shop, annotations: { ${annotations} }`);
}

/** An Ingress `shop`: lines of its spec, and annotations. */
export function ingress(spec: readonly string[], annotations = ''): string {
  const lines = [
    ...spec,
    'rules:',
    '  - host: shop.contoso.com',
    '    http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }',
  ];
  const text = object('networking.k8s.io/v1', 'Ingress', 'shop', ['spec:', ...lines.map((line) => `  ${line}`)]);
  return annotations === ''
    ? text
    : text.replace('namespace: shop', `namespace: shop, annotations: { ${annotations} }`);
}
