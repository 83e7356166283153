import { runChecks } from '../../../lib/core/checks';
import { formatProblem } from '../../../lib/core/errors';
import { Certificate } from '../../../lib/kubernetes/expose/certificate';
import { kubernetesProblems } from '../../support/conformance';
import { object, objects, port } from '../connect/world';
import { messageOf } from '../workload/world';
import { entrance, served } from './exposed';

const HOST = 'api.contoso.com';
const TLS = Certificate.fromSecret('api-tls', [HOST]);
const GRPC = { ports: [port('grpc', 9000)], readiness: { grpc: { port: 9000 } } };

describe('a route of gRPC', () => {
  it('sends calls of a method to a workload, over TLS alone, and asks for its health by gRPC', () => {
    const { shop, gateway } = entrance();
    gateway.addCertificate(TLS);
    const route = gateway.routeGrpc(served(shop, 'cart', GRPC), { host: HOST, service: 'shop.v1.Cart', method: 'Get' });

    expect(object(shop, 'GRPCRoute')).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: {
        parentRefs: [{ name: 'gateway', sectionName: 'https-api-contoso-com' }],
        hostnames: [HOST],
        rules: [
          {
            matches: [{ method: { type: 'Exact', service: 'shop.v1.Cart', method: 'Get' } }],
            backendRefs: [{ name: 'cart', port: 80 }],
          },
        ],
      },
    });
    expect(object(shop, 'HealthCheckPolicy').spec).toMatchObject({ default: { port: 9000, grpc: {} } });
    expect(object(shop, 'NetworkPolicy', 'cart').spec.ingress).toEqual([
      { from: [{ ipBlock: { cidr: '10.20.8.0/24' } }], ports: [{ port: 'grpc', protocol: 'TCP' }] },
    ]);
    for (const one of objects(shop)) {
      // The Deployment of this world is no whole one.
      if (one.kind !== 'Deployment') expect(kubernetesProblems(one, '1.35')).toEqual([]);
    }
    expect(gateway.grpcRoutes).toEqual([route]);
    expect(runChecks(route)).toEqual([]);
  });

  it('sends every call of a host where no service is named', () => {
    const { shop, gateway } = entrance();
    gateway.addCertificate(TLS);
    gateway.routeGrpc(served(shop, 'cart', GRPC));
    expect(object(shop, 'GRPCRoute').spec.rules).toEqual([{ backendRefs: [{ name: 'cart', port: 80 }] }]);
  });

  it('tells a host without a certificate', () => {
    const { shop, gateway } = entrance();
    const route = gateway.routeGrpc(served(shop, 'cart', GRPC), { host: HOST });
    expect(runChecks(route).map(formatProblem)).toEqual([
      "[shop/cart/Route-cart] 'host' (api.contoso.com) has no certificate on gateway 'gateway'. Add one with gateway.addCertificate(…). (expose/no-certificate)",
    ]);
  });

  it('refuses names that gRPC has not, and calls that another route takes', () => {
    const { shop, gateway } = entrance();
    const cart = served(shop, 'cart', GRPC);
    expect(messageOf(() => gateway.routeGrpc(cart, { name: 'a', service: 'shop/v1', method: 'get-cart' }))).toBe(
      "[shop/cart/Route-a] 'service' (shop/v1) is not the name of a service of gRPC. Write it as the .proto file has it, such as 'shop.v1.Cart'. (expose/grpc-name)\n" +
        "[shop/cart/Route-a] 'method' (get-cart) is not the name of a method of gRPC. Write it as the .proto file has it, such as 'GetCart'. (expose/grpc-name)",
    );
    expect(messageOf(() => gateway.routeGrpc(cart, { name: 'b', method: 'Get' }))).toBe(
      "[shop/cart/Route-b] 'method' (Get) is given without its service, and Azure matches by the whole path of a call. Write service: 'shop.v1.Cart' besides. (expose/grpc-service)",
    );
    gateway.routeGrpc(cart, { name: 'c', host: HOST });
    expect(messageOf(() => gateway.routeGrpc(served(shop, 'other', GRPC), { host: HOST }))).toBe(
      "[shop/other/Route-other] 'service' (/*/*) of 'api.contoso.com' is also that of the route at shop/cart/Route-c. Give one of the two another host or service. (expose/duplicate-route)",
    );
    expect(messageOf(() => gateway.routeGrpc(cart, { name: 'c' }))).toContain('(expose/route-name)');
  });
});
