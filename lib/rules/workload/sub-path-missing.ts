import type { KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../../analysis/objects';
import { asBody, asList, type Workload } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { judgeContainers, type Fault } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from './examples';

const CONFIG = object('v1', 'ConfigMap', 'cart', ['data: { app.json: "{}" }']);
const cart = (subPath: string): string =>
  workload('cart', {
    container: `volumeMounts: [{ name: config, mountPath: /etc/cart/app.json, subPath: ${subPath} }]`,
    pod: ['volumes: [{ name: config, configMap: { name: cart } }]'],
  });

/** Where a part of a volume is not there, an empty folder is made in its place. */
export const subPathMissing: Rule = {
  id: 'workload/sub-path-missing',
  severity: 'error',
  what: 'mounts a part of a volume that is not in it',
  why: 'an empty folder is mounted where the program looks for a file, or the container does not start',
  fix: 'Name a key of the ConfigMap or Secret, or the path that items gives it',
  sources: ['Kubernetes: Volumes, Using subPath'],
  examples: {
    failing: { 'cart.yaml': documents(cart('settings.json'), CONFIG) },
    mended: { 'cart.yaml': documents(cart('app.json'), CONFIG) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ body, field }, workload) => {
      const mounts = asList(body.volumeMounts).flatMap((item, index) => {
        const { name, subPath } = asBody(item) ?? {};
        const files = typeof subPath === 'string' ? filesOf(name, workload, world) : undefined;
        return files ? [{ ...files, subPath: String(subPath).replace(/\/$/, ''), index }] : [];
      });
      if (mounts.length === 0) return undefined;
      return mounts
        .filter(({ paths, subPath }) => !paths.some((path) => path === subPath || path.startsWith(`${subPath}/`)))
        .map(({ object, paths, subPath, index }): Fault => ({
          field: [...field, 'volumeMounts', index, 'subPath'],
          detail: `mounts '${subPath}' of ${object.kind} '${object.name}', which has ${paths.slice(0, 6).join(', ') || 'nothing'}`,
        }));
    }),
};

/** What files a volume of a ConfigMap or Secret holds; undefined for other volumes, and where the files do not tell. */
function filesOf(
  volume: unknown,
  { pod, object, namespace }: Workload,
  { artifacts }: World,
): { readonly object: KubernetesObject; readonly paths: readonly string[] } | undefined {
  const found = asList(pod.volumes)
    .map((item) => asBody(item) ?? {})
    .find(({ name }) => name === volume);
  const [kind, source] =
    found?.configMap === undefined ? ['Secret', asBody(found?.secret)] : ['ConfigMap', asBody(found.configMap)];
  if (!source || source.optional === true) return undefined;
  const holder = objectIndex(artifacts).beside(object, kind, String(source.name ?? source.secretName), namespace);
  if (!holder) return undefined;
  if (source.items !== undefined) {
    return { object: holder, paths: asList(source.items).map((item) => String(asBody(item)?.path)) };
  }
  const { data, binaryData, stringData } = holder.body;
  return { object: holder, paths: [data, binaryData, stringData].flatMap((part) => Object.keys(asBody(part) ?? {})) };
}
