import type { Artifacts } from '../artifact/read/artifacts';
import type { FieldPath } from '../artifact/field-path';
import type { KubernetesObject } from '../artifact/read/model';
import { objectIndex } from './objects';
import { asBody, asList } from './workload/workloads';

/** A path that an Ingress, a route or an HTTPProxy hands to a Service. */
export interface PublicRoute {
  readonly object: KubernetesObject;
  readonly service: string;
  readonly port: string;
  readonly path: string;
  /** True where the path stands for everything below it. */
  readonly isPrefix: boolean;
  /** True where the gateway changes the path before it hands the call on, or where only the gateway knows. */
  readonly isRewritten: boolean;
  readonly field: FieldPath;
}

/** Annotations by which ingress controllers cut off or replace paths: of nginx, AGIC, Traefik and HAProxy. */
const REWRITING = /(?:rewrite-target|backend-path-prefix|router\.middlewares|path-rewrite|rewrite-path)$/;

/** Every path through which callers from outside reach a Service of the same namespace. */
export function publicRoutes(artifacts: Artifacts): readonly PublicRoute[] {
  const objects = objectIndex(artifacts);
  return [
    ...objects.ofKind('Ingress').flatMap(ofIngress),
    ...objects.ofKind('HTTPRoute').flatMap(ofRoute),
    ...objects.ofKind('GRPCRoute').flatMap(ofCalls),
    ...objects.ofKind('HTTPProxy').flatMap(ofProxy),
  ];
}

function ofIngress(object: KubernetesObject): PublicRoute[] {
  const annotations = Object.keys(asBody(asBody(object.body.metadata)?.annotations) ?? {});
  const changesPaths = annotations.some((name) => REWRITING.test(name));
  return asList(asBody(object.body.spec)?.rules).flatMap((rule, index) =>
    asList(asBody(asBody(rule)?.http)?.paths).flatMap((item, place) => {
      const { path, pathType, backend: written } = asBody(item) ?? {};
      const backend = asBody(written) ?? {};
      const service = asBody(backend.service);
      const port = asBody(service?.port);
      // The form of v1beta1 is still found in charts.
      const name = service?.name ?? backend.serviceName;
      if (typeof name !== 'string') return [];
      const field = ['spec', 'rules', index, 'http', 'paths', place];
      const isPrefix = pathType !== 'Exact';
      return [
        {
          object,
          service: name,
          port: String(port?.name ?? port?.number ?? backend.servicePort),
          path: String(path ?? '/'),
          isPrefix,
          isRewritten: changesPaths || pathType === undefined || pathType === 'ImplementationSpecific',
          field,
        },
      ];
    }),
  );
}

function ofRoute(object: KubernetesObject): PublicRoute[] {
  return asList(asBody(object.body.spec)?.rules).flatMap((item, index) => {
    const rule = asBody(item) ?? {};
    const matches = asList(rule.matches);
    const isRewritten = asList(rule.filters).some((filter) => asBody(filter)?.type === 'URLRewrite');
    const paths = (matches.length > 0 ? matches : [{}]).map((match) => asBody(asBody(match)?.path) ?? {});
    return asList(rule.backendRefs).flatMap((reference, place) => {
      const { name, port, kind = 'Service' } = asBody(reference) ?? {};
      if (kind !== 'Service' || typeof name !== 'string') return [];
      const field = ['spec', 'rules', index, 'backendRefs', place];
      return paths.map(({ value, type = 'PathPrefix' }) => ({
        object,
        service: name,
        port: String(port),
        path: String(value ?? '/'),
        isPrefix: type !== 'Exact',
        isRewritten,
        field,
      }));
    });
  });
}

/** gRPC sends each call to a path of its own, so that none of them stands for what a pod serves besides. */
function ofCalls(object: KubernetesObject): PublicRoute[] {
  return asList(asBody(object.body.spec)?.rules).flatMap((item, index) => {
    const rule = asBody(item) ?? {};
    const method = asBody(asBody(asList(rule.matches)[0])?.method);
    return asList(rule.backendRefs).flatMap((reference, place) => {
      const { name, port, kind = 'Service' } = asBody(reference) ?? {};
      if (kind !== 'Service' || typeof name !== 'string') return [];
      const path = `/${String(method?.service ?? '*')}/${String(method?.method ?? '*')}`;
      const field = ['spec', 'rules', index, 'backendRefs', place];
      return [{ object, service: name, port: String(port), path, isPrefix: false, isRewritten: false, field }];
    });
  });
}

/** Contour: "HTTPProxy Fundamentals", routes: a prefix is one of the text, and a route without conditions takes all. */
function ofProxy(object: KubernetesObject): PublicRoute[] {
  return asList(asBody(object.body.spec)?.routes).flatMap((item, index) => {
    const route = asBody(item) ?? {};
    const conditions = asList(route.conditions).map((one) => asBody(one) ?? {});
    const exact = conditions.find((one) => typeof one.exact === 'string')?.exact;
    const prefix = conditions.find((one) => typeof one.prefix === 'string')?.prefix ?? '/';
    return asList(route.services).flatMap((reference, place) => {
      const { name, port } = asBody(reference) ?? {};
      if (typeof name !== 'string') return [];
      return [
        {
          object,
          service: name,
          port: String(port),
          path: String(exact ?? prefix),
          isPrefix: exact === undefined,
          isRewritten: route.pathRewritePolicy !== undefined || conditions.some((one) => one.regex !== undefined),
          field: ['spec', 'routes', index, 'services', place],
        },
      ];
    });
  });
}
