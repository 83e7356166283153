import { subnetRanges } from '../../../analysis/address/ranges';
import { clustersOf } from '../../../analysis/cluster/clusters';
import { workloadName } from '../../../analysis/reachability/pods';
import type { Workload } from '../../../analysis/workload/workloads';
import type { TerraformModule } from '../../../artifact/read/model';
import { unknown } from '../../../artifact/read/values';
import { nameOfBlock, nodesText, poolName, typeText } from '../../picture/azure-words';
import { drawn } from '../../picture/pictures';
import { subjectOfBlock, subjectOfNamespace, subjectOfWorkload } from '../../picture/subjects';
import { podsText, poolsText } from '../../picture/workloads';
import { grouped } from '../../groups';
import { type Markup, markup, type Part } from '../markup';
import { code, fold, row, table } from '../parts';
import type { Places } from '../places';
import type { PlatformReport } from '../platform';
import type { SectionOf } from '../section';

/** More rows than these are folded. */
const MOST_OPEN = 40;

/** The platform as pictures, and in tables what is in them. */
export const platformSection: SectionOf = (report, places) => ({
  id: 'platform',
  title: 'Platform',
  body: markup`${drawn(report).map(
    ({ picture, svgOf }) => markup`<h3>${picture.title}</h3>
${picture.note === undefined ? undefined : markup`<p class="quiet">${picture.note}.</p>`}
<figure class="scroll" tabindex="0">${svgOf(places.hrefOf)}</figure>
`,
  )}${poolTables(report)}${workloadTables(report, places)}${report.artifacts.modules.map((module) => blockTable(module, places))}`,
});

function poolTables({ artifacts }: PlatformReport): Markup {
  return markup`${clustersOf(artifacts).map((cluster) => {
    const zones = [...new Set(cluster.pools.flatMap((pool) => (pool.zones === unknown ? [] : pool.zones)))].sort();
    const rows = cluster.pools.map((pool) => {
      const own = pool.zones === unknown ? [] : pool.zones;
      const subnet = pool.subnet === undefined || pool.subnet === unknown ? undefined : pool.subnet;
      const addresses = subnet ? subnetRanges(subnet) : unknown;
      return row([
        code(poolName(pool)),
        nodesText(pool),
        ...zones.map((zone) => (own.includes(zone) ? '●' : '')),
        pool.mode === unknown ? '?' : pool.mode,
        pool.os === unknown ? '?' : pool.os,
        subnet ? `${nameOfBlock(subnet)} ${addresses === unknown ? '' : addresses.map(String).join(', ')}` : '',
        pool.taints === unknown ? '?' : pool.taints.map(({ key, value = '', effect }) => `${key}=${value}:${effect} `),
      ]);
    });
    const name = cluster.name === unknown ? cluster.block.name : cluster.name;
    const heads = ['pool', 'nodes', ...zones.map((zone) => `zone ${zone}`), 'mode', 'system', 'subnet', 'taints'];
    return markup`<h3>Pools of ${name}</h3>
${table(heads, rows, 'pools')}`;
  })}`;
}

/** By cluster and namespace. */
function workloadTables(report: PlatformReport, places: Places): Markup {
  const clusters = grouped(report.workloads, ({ object }) => object.cluster ?? '');
  const open = report.workloads.length <= MOST_OPEN;
  return markup`${clusters.map((workloads) => {
    const cluster = workloads[0]?.object.cluster;
    return markup`<h3>Workloads${cluster === undefined ? '' : ` of ${cluster}`}</h3>
${grouped(workloads, ({ namespace }) => namespace).map((own) => namespaceTable(own, report, places, open))}`;
  })}`;
}

function namespaceTable(
  workloads: readonly Workload[],
  { artifacts }: PlatformReport,
  places: Places,
  open: boolean,
): Markup {
  const [{ object, namespace }] = workloads as readonly [Workload];
  const rows = workloads.map((workload) => {
    const name = workloadName(workload.object);
    const images = [
      ...new Set(workload.containers.map(({ body }) => (typeof body.image === 'string' ? body.image : ''))),
    ];
    return row(
      [
        code(workload.object.name),
        workload.object.kind,
        podsText(workload, artifacts).replace(/^× /, ''),
        poolsText(workload, artifacts) ?? '',
        images.map(
          (image, index): Part => markup`${index === 0 ? undefined : markup`<br/>`}<code class="image">${image}</code>`,
        ),
      ],
      { id: places.idOf(subjectOfWorkload(workload.object.cluster, name)) },
    );
  });
  return fold(
    markup`${code(namespace)} <span class="count">${workloads.length}</span>`,
    table(['workload', 'kind', 'pods', 'runs on', 'images'], rows),
    { open, id: places.idOf(subjectOfNamespace(object.cluster, namespace)) },
  );
}

/** Every resource of a module. */
function blockTable(module: TerraformModule, places: Places): Markup {
  const blocks = module.blocks.filter(({ mode }) => mode === 'resource');
  const rows = blocks.map((block) =>
    row([code(block.address), typeText(block.type), nameOfBlock(block), block.path ?? ''], {
      id: places.idOf(subjectOfBlock(block)),
    }),
  );
  return fold(
    markup`Terraform resources of ${code(module.name)} <span class="count">${blocks.length}</span>`,
    table(['address', 'type', 'name', 'construct'], rows),
  );
}
