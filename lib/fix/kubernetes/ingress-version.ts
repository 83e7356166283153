import type { Body } from '../../artifact/read/model';
import { asBody } from '../../analysis/workload/workloads';
import { renameKey, replaceKey, updateAt, withKey, withoutKeys } from '../body';
import type { Conversion } from './conversion';

/** To `networking.k8s.io/v1`: backends in their new form, and the type of path that was meant where none is written. */
export const convertIngress: Conversion = (body) =>
  updateAt(body, ['spec'], (spec) => {
    const fields = asBody(spec);
    if (!fields) return spec;
    const renamed = 'defaultBackend' in fields ? fields : renameKey(fields, 'backend', 'defaultBackend');
    return eachOf(updateAt(renamed, ['defaultBackend'], convertBackend), 'rules', (rule) =>
      updateAt(rule, ['http'], (http) => eachOf(http, 'paths', convertPath)),
    );
  });

function eachOf(value: unknown, list: string, change: (item: unknown) => unknown): unknown {
  return updateAt(value, [list], (items) => (Array.isArray(items) ? items.map(change) : items));
}

function convertPath(path: unknown): unknown {
  const fields = asBody(path);
  if (!fields) return path;
  const typed = 'pathType' in fields ? fields : withPathType(fields);
  return updateAt(typed, ['backend'], convertBackend);
}

/** What the controller makes of it: the default before it had to be written. */
function withPathType(path: Body): Body {
  const type = { pathType: 'ImplementationSpecific' };
  return 'path' in path ? replaceKey(path, 'path', { path: path.path, ...type }) : { ...type, ...path };
}

function convertBackend(backend: unknown): unknown {
  const fields = asBody(backend);
  if (!fields || !('serviceName' in fields)) return backend;
  const { serviceName, servicePort } = fields;
  const port = servicePort === undefined ? {} : { port: portOf(servicePort) };
  const rest = withoutKeys(fields, 'serviceName', 'servicePort');
  return withKey(rest, 'service', { name: serviceName, ...port }, ...Object.keys(rest));
}

/** Controllers took a number for one also where it was written as text, which no name of a port may be. */
function portOf(port: unknown): Body {
  const isNumber = typeof port === 'number' || /^\d+$/.test(String(port));
  return isNumber ? { number: Number(port) } : { name: port };
}
