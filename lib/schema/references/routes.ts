import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { at, each, type Miss, namespaceOf, type ObjectSet } from './object-set';
import { missingService } from './services';

/** Services behind Ingresses and routes, and the gateways that routes hang on. */
export function* missingBackends(objects: ObjectSet): Generator<Miss> {
  for (const ingress of objects.ofKind('networking.k8s.io Ingress')) {
    yield* ingressBackend(objects, ingress, ['spec', 'defaultBackend']);
    for (const [rule, rulePath] of each(ingress.body, 'spec', 'rules')) {
      for (const [, path] of each(rule, 'http', 'paths')) {
        yield* ingressBackend(objects, ingress, [...rulePath, ...path, 'backend']);
      }
    }
  }
  for (const kind of ['HTTPRoute', 'GRPCRoute', 'TLSRoute']) {
    for (const route of objects.ofKind(`gateway.networking.k8s.io ${kind}`)) {
      yield* routeParents(objects, route);
      yield* routeBackends(objects, route);
    }
  }
}

function* ingressBackend(objects: ObjectSet, ingress: KubernetesObject, path: FieldPath): Generator<Miss> {
  const service = [...path, 'service'];
  const name = at(ingress.body, ...service, 'name');
  const number = at(ingress.body, ...service, 'port', 'number');
  const port = number ?? at(ingress.body, ...service, 'port', 'name');
  const places = { name: [...service, 'name'], port: [...service, 'port', number === undefined ? 'name' : 'number'] };
  yield* missingService(objects, ingress, { namespace: namespaceOf(ingress), name, port }, places);
}

function* routeBackends(objects: ObjectSet, route: KubernetesObject): Generator<Miss> {
  for (const [rule, rulePath] of each(route.body, 'spec', 'rules')) {
    for (const [backend, path] of each(rule, 'backendRefs')) {
      if ((backend.kind ?? 'Service') !== 'Service' || (backend.group ?? '') !== '') continue;
      const here = [...rulePath, ...path];
      const namespace = typeof backend.namespace === 'string' ? backend.namespace : namespaceOf(route);
      const places = { name: [...here, 'name'], port: [...here, 'port'] };
      yield* missingService(objects, route, { namespace, name: backend.name, port: backend.port }, places);
    }
  }
}

function* routeParents(objects: ObjectSet, route: KubernetesObject): Generator<Miss> {
  for (const [parent, path] of each(route.body, 'spec', 'parentRefs')) {
    const { name, sectionName } = parent;
    if ((parent.kind ?? 'Gateway') !== 'Gateway' || typeof name !== 'string') continue;
    const namespace = typeof parent.namespace === 'string' ? parent.namespace : namespaceOf(route);
    const gateway = objects.find('gateway.networking.k8s.io Gateway', namespace, name);
    if (gateway === undefined) {
      const message = `names the Gateway '${namespace}/${name}', which is not in these files`;
      yield {
        object: route,
        field: [...path, 'name'],
        severity: 'warning',
        message,
        fix: 'Add it, or correct the name',
      };
      continue;
    }
    const listeners = [...each(gateway.body, 'spec', 'listeners')].map(([listener]) => listener.name);
    if (typeof sectionName === 'string' && !listeners.includes(sectionName)) {
      const message = `names the listener '${sectionName}', which the Gateway '${name}' does not have`;
      const fix = `Name one of ${listeners.map(String).join(', ')}`;
      yield { object: route, field: [...path, 'sectionName'], severity: 'error', message, fix };
    }
  }
}
