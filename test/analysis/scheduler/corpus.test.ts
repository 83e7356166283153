import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Demand, demandOf, KUBERNETES_DEFAULTS, offersOf } from '../../../lib/analysis/scheduler/demand';
import { Filters } from '../../../lib/analysis/scheduler/filter';
import type { SimNode } from '../../../lib/analysis/scheduler/node';
import { randomFrom } from '../../../lib/analysis/scheduler/random';
import { simWorkloadOf } from '../../../lib/analysis/scheduler/workloads';
import { Simulation } from '../../../lib/analysis/scheduler/simulation';
import { ClusterState, type SimPod } from '../../../lib/analysis/scheduler/state';
import { volumeRules } from '../../../lib/analysis/scheduler/volumes';
import { type Workload, workloadsOf } from '../../../lib/analysis/workload/workloads';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';

const FOLDER = join(__dirname, '../../../../shared/conformance');
const cases = <T>(name: string): readonly T[] => {
  const file = join(FOLDER, `${name}.json.gz`);
  return existsSync(file) ? (JSON.parse(gunzipSync(readFileSync(file)).toString()) as T[]) : [];
};
const when = existsSync(FOLDER) ? describe : describe.skip;

type Json = Record<string, never>;
interface SpreadCase {
  readonly name: string;
  readonly pod: { readonly metadata: object; readonly spec: object };
  readonly nodes: readonly {
    readonly metadata: { name: string; labels?: Record<string, string> };
    readonly spec?: { taints?: [] };
  }[];
  readonly existingPods: readonly { readonly metadata: object; readonly spec: { readonly nodeName: string } }[];
  readonly want: Readonly<Record<string, string>>;
  readonly wantGatesOn?: Readonly<Record<string, string>>;
}
interface PlacementCase {
  readonly name: string;
  readonly nodes: readonly { name: string; labels: Record<string, string>; taints: []; allocatable: Json }[];
  readonly priorityClasses?: readonly object[];
  readonly volumes?: readonly object[];
  readonly workloads: readonly { readonly metadata: { readonly name: string } }[];
  readonly together?: boolean;
  readonly steps: readonly {
    readonly event: 'initial' | { killZone?: string; killNode?: string; killPool?: string; rollout?: string };
    readonly expected: Readonly<
      Record<string, { scheduled: number[]; pending: number[]; perZone: Record<string, number[]> }>
    >;
    readonly deterministic: boolean;
  }[];
}

function read(objects: readonly object[]) {
  const content = objects.map((one) => JSON.stringify(one)).join('\n---\n');
  return readArtifacts([{ path: 'all.yaml', content }]);
}

const node = (name: string, labels: Record<string, string>, taints: [], allocatable: object): SimNode => ({
  name,
  labels,
  taints,
  ...offersOf(allocatable as never),
});

const OPTIONS = {
  added: {},
  priorityOf: () => ({ value: 0, preempts: true }),
  defaults: KUBERNETES_DEFAULTS,
  namespaceLabels: () => ({}),
};

when('the scheduler', () => {
  it.each(cases<SpreadCase>('topology-spread').map((one) => [one.name, one] as const))(
    'filters by topology spread as kube-scheduler does: %s',
    (_, { pod, nodes, existingPods, want, wantGatesOn }) => {
      const objects = [pod, ...existingPods].map((one, at) => ({
        apiVersion: 'v1',
        kind: 'Pod',
        ...one,
        metadata: { ...one.metadata, name: `p${at}` },
        spec: { ...one.spec, containers: [{ name: 'main', image: 'a/b:1' }] },
      }));
      const alive = objects.filter((one) => !('deletionTimestamp' in one.metadata));
      const workloads = workloadsOf(read(alive));
      const demands = workloads.map((workload) => demandOf(workload, { ...OPTIONS, name: workload.object.name }));
      const sim = nodes.map(({ metadata, spec }) =>
        node(metadata.name, metadata.labels ?? {}, spec?.taints ?? [], { pods: 500 }),
      );
      const state = new ClusterState(sim, demands);
      const make = (demand: Demand, at: number): SimPod => ({
        name: `p${at}`,
        demand,
        owner: at,
        claims: [],
        born: at,
      });
      demands.forEach((demand, at) => {
        if (at === 0) return;
        const place = (workloads[at] as Workload).pod.nodeName;
        const where = sim.findIndex(({ name }) => name === place);
        if (where >= 0) state.bind(make(demand, at), where);
      });
      const filters = new Filters(state, make(demands[0] as Demand, 0));
      const said = Object.fromEntries(
        sim.map(({ name }, at) => {
          const reason = filters.spread(at);
          return [
            name,
            reason === undefined ? 'Success' : reason === 'spread' ? 'Unschedulable' : 'UnschedulableAndUnresolvable',
          ];
        }),
      );

      expect(said).toEqual(wantGatesOn ?? want);
    },
  );

  it.each(cases<PlacementCase>('placement').map((one) => [one.name, one] as const))(
    'places pods, before and after nodes are lost, as kube-scheduler did: %s',
    (_, { nodes, priorityClasses = [], volumes = [], workloads, together, steps }) => {
      const artifacts = read([...priorityClasses, ...volumes, ...workloads]);
      const own = workloadsOf(artifacts);
      const sim = own.map((workload) => simWorkloadOf(workload, artifacts, { defaults: KUBERNETES_DEFAULTS }));
      const kept = own.map((workload, at) => ({ workload, replicas: sim[at]?.replicas ?? 0 }));
      const simulation = new Simulation(
        nodes.map(({ name, labels, taints, allocatable }) => node(name, labels, taints, allocatable)),
        sim,
        { random: randomFrom(7), volumes: volumeRules(artifacts, kept), together },
        1,
      );
      const names = sim.map(({ name }) => name.split('/').at(-1) ?? '');
      const told: unknown[] = [];
      const wanted: unknown[] = [];
      for (const { event, expected } of steps) {
        if (event === 'initial') simulation.start();
        else if (event.rollout !== undefined) simulation.rollout(names.indexOf(event.rollout));
        else {
          simulation.lose(
            ({ name, labels }) =>
              labels['topology.kubernetes.io/zone'] === event.killZone ||
              name === event.killNode ||
              (event.killPool !== undefined && labels.agentpool === event.killPool),
          );
        }
        for (const [name, range] of Object.entries(expected)) {
          const { scheduled, pending, perZone } = simulation.counted(names.indexOf(name));
          const within = (value: number, [least = 0, most = 0]: number[]): number | string =>
            value >= least && value <= most ? 'within' : `${value} not in ${least}-${most}`;
          told.push([
            event,
            name,
            within(scheduled, range.scheduled),
            within(pending, range.pending),
            Object.entries(range.perZone).map(([zone, r]) => [zone, within(perZone.get(zone) ?? 0, r)]),
          ]);
          wanted.push([event, name, 'within', 'within', Object.keys(range.perZone).map((zone) => [zone, 'within'])]);
        }
      }

      expect(told).toEqual(wanted);
    },
  );
});
