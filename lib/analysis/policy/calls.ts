import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../objects';
import { asBody, asList, type Workload } from '../workload/workloads';
import type { World } from '../world';

/** A text that a workload is given as a variable. */
export interface Setting {
  readonly caller: Workload;
  /** Object and key that hold it. */
  readonly holder: KubernetesObject;
  readonly key: string;
  readonly field: FieldPath;
  readonly text: string;
}

/** An address that settings tell a workload to call. */
export interface Call extends Setting {
  readonly host: string;
  readonly port: number;
}

/** Every text in the variables of containers, and in the ConfigMaps that they read them from. */
export function* settingsOf({ artifacts, workloads }: World): Iterable<Setting> {
  const objects = objectIndex(artifacts);
  for (const caller of workloads) {
    for (const { body, field } of caller.containers) {
      for (const [index, item] of asList(body.env).entries()) {
        const { name, value } = asBody(item) ?? {};
        const place = [...field, 'env', index, 'value'];
        if (typeof value === 'string')
          yield { caller, holder: caller.object, key: String(name), field: place, text: value };
      }
      for (const item of asList(body.envFrom)) {
        const name = asBody(asBody(item)?.configMapRef)?.name;
        const holder =
          typeof name === 'string' ? objects.beside(caller.object, 'ConfigMap', name, caller.namespace) : undefined;
        if (!holder) continue;
        for (const [key, text] of Object.entries(asBody(holder.body.data) ?? {}))
          if (typeof text === 'string') yield { caller, holder, key, field: ['data', key], text };
      }
    }
  }
}

const ADDRESS = /\bhttps?:\/\/([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::(\d{1,5}))?(?=[/?\s"',;]|$)/g;

/** Every HTTP address among them. */
export function* callsOf(world: World): Iterable<Call> {
  for (const setting of settingsOf(world)) {
    if (!setting.text.includes('://')) continue;
    for (const [address, host = '', port] of setting.text.matchAll(ADDRESS)) {
      // Addresses of one's own, to listen on or to name oneself by.
      if (host === 'localhost' || /^[\d.]+$/.test(host)) continue;
      yield { ...setting, host, port: port === undefined ? (address.startsWith('https') ? 443 : 80) : Number(port) };
    }
  }
}

/** `cart`, `cart.shop`, `cart.shop.svc.cluster.local`: the Service that a host inside the cluster means. */
export function serviceNameOf(
  host: string,
  namespace: string,
): { readonly name: string; readonly namespace: string } | undefined {
  const [name = '', other, svc, ...rest] = host.split('.');
  if (other === undefined) return { name, namespace };
  if (svc === undefined) return { name, namespace: other };
  return svc === 'svc' && (rest.length === 0 || rest.join('.') === 'cluster.local')
    ? { name, namespace: other }
    : undefined;
}
