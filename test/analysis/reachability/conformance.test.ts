import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { connectionsOf, reachabilityOf } from '../../../lib/analysis/reachability/reachability';
import { entrancesOf } from '../../../lib/analysis/reachability/entrances';
import { PortSet } from '../../../lib/analysis/reachability/port-set';
import { worldOf } from '../../../lib/analysis/world';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';

const FOLDER = join(__dirname, '../../../../shared/conformance');
const cases = <T>(name: string): readonly T[] => {
  const file = join(FOLDER, `${name}.json.gz`);
  return existsSync(file) ? (JSON.parse(gunzipSync(readFileSync(file)).toString()) as T[]) : [];
};
const when = existsSync(FOLDER) ? describe : describe.skip;

interface ListCase {
  readonly name: string;
  readonly manifests: readonly object[];
  readonly expected: readonly Row[];
  readonly ingress?: readonly Row[];
}
interface Row {
  readonly src: string;
  readonly dst: string;
  readonly conn: string;
}
interface TableCase {
  readonly name: string;
  readonly namespaces: readonly { readonly name: string; readonly labels: object }[];
  readonly pods: readonly {
    readonly ns: string;
    readonly name: string;
    readonly labels: object;
    readonly ip: string;
    readonly containers: readonly { readonly port: number; readonly protocol: string; readonly name: string }[];
  }[];
  readonly policies: readonly object[];
  readonly expected: readonly (readonly [string, string, string, number, boolean])[];
}

function artifactsOf(objects: readonly object[]) {
  const content = objects.map((one) => JSON.stringify(one)).join('\n---\n');
  return readArtifacts([{ path: 'all.yaml', content }]);
}

function reachOf(objects: readonly object[]) {
  return reachabilityOf(worldOf(artifactsOf(objects)));
}

function kindOf(object: object): unknown {
  return (object as { readonly kind?: unknown }).kind;
}

/** `default/web[Deployment]` as we name it; ranges cut everywhere are merged by us, so addresses are left as ranges. */
function ours(peer: string): string {
  const match = /^(.*)\/(.*)\[(\w+)\]$/.exec(peer);
  return match ? `${match[1]}/${match[3]}/${match[2]}` : peer.replace('[External]', '');
}

/** Neighbouring ranges with the same other end and ports, joined. */
function joinRanges(rows: readonly string[][]): string[] {
  const number = (text: string): number => text.split('.').reduce((all, part) => all * 256 + Number(part), 0);
  const isRange = (text: string): boolean => /^\d+\.\d+\.\d+\.\d+-/.test(text);
  const result: string[] = [];
  const groups = new Map<string, [string, string][]>();
  for (const [from = '', to = '', ports = ''] of rows) {
    if (!isRange(from) && !isRange(to)) result.push(`${from} => ${to} : ${ports}`);
    else {
      const key = isRange(from) ? `* => ${to} : ${ports}` : `${from} => * : ${ports}`;
      const [first = '', last = ''] = (isRange(from) ? from : to).split('-');
      groups.set(key, [...(groups.get(key) ?? []), [first, last]]);
    }
  }
  for (const [key, ranges] of groups) {
    const sorted = ranges.sort((a, b) => number(a[0]) - number(b[0]));
    const joined: [string, string][] = [];
    for (const [first, last] of sorted) {
      const before = joined.at(-1);
      if (before && number(before[1]) + 1 === number(first)) before[1] = last;
      else joined.push([first, last]);
    }
    for (const [first, last] of joined) result.push(key.replace('*', `${first}-${last}`));
  }
  return result.sort();
}

when('reachability, on cases of other analysers', () => {
  const listed = ['netpol-npguard', 'netpol-npguard-more'].flatMap((name) => cases<ListCase>(name));
  it.each(listed.map((one) => [one.name, one] as const))(
    'lists what np-guard lists: %s',
    (_, { manifests, expected }) => {
      const rows = reachOf(manifests).flatMap((reach) =>
        connectionsOf(reach).map(({ from, to, ports }) => [from, to, ports.text]),
      );
      const theirs = expected.map(({ src, dst, conn }) => [
        ours(src),
        ours(dst),
        conn === 'All Connections' ? 'all' : conn,
      ]);

      expect(joinRanges(rows)).toEqual(joinRanges(theirs));
    },
  );

  // Left out: Routes of OpenShift, and an Ingress that names the port of the pods where Kubernetes wants the Service's.
  const withIngress = listed.filter(
    ({ name, ingress, manifests }) =>
      ingress && name !== 'onlineboutique_workloads_with_ingress' && !manifests.some((one) => kindOf(one) === 'Route'),
  );
  it.each(withIngress.map((one) => [one.name, one] as const))(
    'lets in what np-guard lets in: %s',
    (_, { manifests, ingress = [] }) => {
      const world = worldOf(artifactsOf(manifests));
      const ports = new Map<string, PortSet>();
      for (const reach of reachabilityOf(world)) {
        for (const one of entrancesOf(reach, world)) {
          if (!one.through.includes('/Ingress/') || one.ports.isEmpty) continue;
          ports.set(one.to, (ports.get(one.to) ?? PortSet.NONE).or(one.ports));
        }
      }

      expect([...ports].map(([to, open]) => `${to} : ${open.text}`).sort()).toEqual(
        ingress.map(({ dst, conn }) => `${ours(dst)} : ${conn}`).sort(),
      );
    },
  );

  it.each(cases<TableCase>('netpol-cyclonus').map((one) => [one.name, one] as const))(
    'allows what cyclonus allows: %s',
    (_, { namespaces, pods, policies, expected }) => {
      const objects = [
        ...namespaces.map((metadata) => ({ apiVersion: 'v1', kind: 'Namespace', metadata })),
        ...pods.map(({ ns, name, labels, ip, containers }) => ({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name, namespace: ns, labels },
          spec: {
            containers: containers.map(({ port, protocol, name }) => ({
              name,
              ports: [{ containerPort: port, protocol, name }],
            })),
          },
          status: { podIP: ip },
        })),
        ...policies.map((policy) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...policy })),
      ];
      const [reach] = reachOf(objects);
      const allowed = new Map(
        (reach ? connectionsOf(reach) : []).map(({ from, to, ports }) => [`${from} ${to}`, ports] as const),
      );
      const wrong = expected
        .filter(([from, to]) => from !== to)
        .filter(([from, to, protocol, port, isAllowed]) => {
          const name = (pod: string): string => pod.replace('/', '/Pod/');
          const ports = allowed.get(`${name(from)} ${name(to)}`);
          return (ports?.has({ protocol, number: port }) ?? false) !== isAllowed;
        });

      expect(wrong).toEqual([]);
    },
  );
});
