import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capacity } from '../../lib/cli/capacity';
import { outage, type OutageCommand } from '../../lib/cli/outage';
import { Terminal } from '../../lib/cli/terminal';
import { CdkAksError } from '../../lib/core/errors';
import { budget, cluster, deployment, zoneSpread } from '../analysis/zones/worlds';
import { emptyFolder } from '../support/world';

function run(command: (terminal: Terminal) => number) {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  const terminal = new Terminal({});
  let status: number;
  try {
    status = command(terminal);
  } catch (error) {
    if (!(error instanceof CdkAksError)) throw error;
    terminal.problems(error.problems);
    status = 2;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return { status, ...said };
}

function folderWith(objects: readonly object[], terraform?: object): string {
  const folder = join(emptyFolder(), 'deploy');
  mkdirSync(folder);
  if (terraform) writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(terraform));
  writeFileSync(join(folder, 'all.yaml'), objects.map((one) => JSON.stringify(one)).join('\n---\n'));
  return folder;
}

const WEB = deployment('web', 3, zoneSpread('web'));
const SIX = cluster({ apps: { min: 6 } });
const simulate = (folder: string, command: Partial<OutageCommand>) =>
  run((terminal) => outage([folder], { at: 'min', format: 'text', ...command }, terminal));

describe('cdk-aks simulate outage', () => {
  it('tells what is left of each workload, and why', () => {
    const { status, stdout } = simulate(folderWith([WEB], SIX), { zone: '2' });

    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        'zone 2 of aks goes dark',
        '  workload             before  at once  recovered  guaranteed',
        '  shop/Deployment/web       3        2          3           2',
        '      1 of 3 ran there',
        '',
      ].join('\n'),
    );
  });

  it('prints JSON with the fields that it promises', () => {
    const { stdout } = simulate(folderWith([WEB], SIX), { zone: '2', format: 'json' });

    expect(JSON.parse(stdout)).toEqual({
      lost: { zone: '2' },
      workloads: [
        {
          workload: 'shop/Deployment/web',
          before: 3,
          atOnce: 2,
          recovered: 3,
          guaranteed: 2,
          why: ['1 of 3 ran there'],
        },
      ],
      network: [],
      unknown: [],
    });
  });

  it('takes the node that runs most pods where none is named', () => {
    const two = deployment('pair', 2, { nodeSelector: { agentpool: 'apps' } });

    expect(simulate(folderWith([WEB, two], SIX), { node: true }).stdout).toMatch(/^node apps-\d of aks goes dark\n/);
  });

  it('fails where a budget stops a drain', () => {
    const folder = folderWith([WEB, budget('web', { maxUnavailable: 0 })], SIX);
    const { status, stdout } = simulate(folder, { drain: 'apps' });

    expect(status).toBe(1);
    expect(stdout).toMatch(/stops at apps-\d: PodDisruptionBudget web lets no pod of shop\/Deployment\/web go\n/);
  });

  it.each([
    [
      {},
      'nothing that goes dark was named. Write one of --zone 2, --node, --pool apps, --region westeurope and --drain apps.',
    ],
    [
      { zone: '2', pool: 'apps' },
      'zone and pool are both named. Write one of --zone 2, --node, --pool apps, --region westeurope and --drain apps.',
    ],
    [
      { zone: '7' },
      "'--zone' (7) is not in these files. Write one of 1, 2, 3, westeurope-1, westeurope-2, westeurope-3.",
    ],
    [{ pool: 'aps' }, "'--pool' (aps) is not in these files. Did you mean 'apps'?"],
    [{ region: 'eastus' }, "'--region' (eastus) is not in these files. Write one of westeurope."],
    [{ zone: '1', seed: 'x' }, "'--seed' (x) is no seed. Write a whole number such as 7."],
  ])('refuses %j', (command, message) => {
    const { status, stderr } = simulate(folderWith([WEB], SIX), command);

    expect(status).toBe(2);
    expect(stderr).toBe(`error ${message} (cli/bad-use)\n`);
  });

  it('refuses manifests without a cluster', () => {
    const folder = folderWith([WEB]);
    const { status, stderr } = simulate(folder, { zone: '1' });

    expect(status).toBe(2);
    expect(stderr).toBe(
      `error 'path' (${folder}) holds no cluster with pools. Name the folder of its Terraform JSON beside that of the manifests. (cli/bad-use)\n`,
    );
  });
});

describe('cdk-aks capacity', () => {
  it('tells room, addresses and cost', () => {
    const folder = folderWith([WEB], SIX);
    const { status, stdout } = run((terminal) => capacity([folder], { format: 'text' }, terminal));

    expect(status).toBe(0);
    expect(stdout).toContain('aks\nroom, with the fewest replicas\n');
    expect(stdout).toMatch(/ {2}apps +6 +6 +3 +13 % +3 %/);
    expect(stdout).toMatch(/ {2}pod_cidr 10\.244\.0\.0\/16 +65536 /);
    expect(stdout).toContain('US dollars a month, Linux on demand, prices of 2026-06\n');
  });

  it('prints JSON for programs', () => {
    const folder = folderWith([WEB], SIX);
    const { stdout } = run((terminal) => capacity([folder], { format: 'json' }, terminal));

    expect(JSON.parse(stdout)).toMatchObject({
      clusters: [{ cluster: 'aks', atMin: { waiting: [] }, cost: { pricesOf: '2026-06', region: 'westeurope' } }],
    });
  });
});
