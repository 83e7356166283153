import { cpSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { burst, type BurstCommand } from '../../lib/cli/burst';
import { Terminal } from '../../lib/cli/terminal';
import { CdkAksError } from '../../lib/core/errors';
import { emptyFolder } from '../support/world';

const DEPLOY = resolve(__dirname, '../../examples/queue-burst/deploy');

/** What the command does with its arguments, in this process. */
function run(command: Partial<BurstCommand> = {}, csv?: string) {
  const folder = emptyFolder();
  cpSync(DEPLOY, join(folder, 'deploy'), { recursive: true });
  if (csv !== undefined) writeFileSync(join(folder, 'monday.csv'), csv);
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  const before = process.cwd();
  process.chdir(folder);
  const terminal = new Terminal({});
  let status: number;
  try {
    status = burst(['deploy'], { workload: 'shop/worker', rate: '5/s', format: 'text', ...command }, terminal);
  } catch (error) {
    if (!(error instanceof CdkAksError)) throw error;
    terminal.problems(error.problems);
    status = 2;
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
  return { status, ...said };
}

describe('cdk-aks simulate burst', () => {
  it('tells whether a burst is absorbed, and the curve', () => {
    const { status, stdout } = run({ arrivals: '300' });

    expect(status).toBe(0);
    expect(stdout).toContain('apps/v1/Deployment/shop/worker: 300 at once, 5/s a pod\n');
    expect(stdout).toMatch(/^arrived +300$/m);
    expect(stdout).toMatch(/^done +300$/m);
    expect(stdout).toMatch(/^time +backlog +pods +ready +nodes$/m);
  });

  it('shows side by side what would help', () => {
    const { status, stdout } = run({ arrivals: '6000/min', for: '10m', compare: 'cron, spare', spareNodes: '2' });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}cron: 20 pods by cron, 5 min before$/m);
    expect(stdout).toMatch(/^ {2}spare: 2 spare nodes$/m);
    expect(stdout).toMatch(/^ +as it is +cron +spare$/m);
    expect(stdout).toMatch(/^most that waits +[\d,]+ at \d+:\d+ +0 at 0:00 +[\d,]+ at \d+:\d+$/m);
    expect(stdout).toMatch(/^time +as it is +cron +spare +as it is +cron +spare +as it is +cron +spare$/m);
    expect(stdout).toMatch(/^as it is: apps\/v1\/Deployment\/shop\/worker goes up and down: its pods turn 3 times$/m);
  });

  it('tells who can not keep up, and what is lost', () => {
    const { status, stdout } = run({ arrivals: '15000/min', buffer: '1000', expire: '2m' });

    expect(status).toBe(1);
    expect(stdout).toMatch(/^lost +[\d,]{5,}$/m);
    expect(stdout).toMatch(/^apps\/v1\/Deployment\/shop\/worker is the first that can't keep up, from 2:05$/m);
  });

  it('counts the cron triggers of the files where the time is told', () => {
    const at = '2027-01-04T08:00:00+01:00';
    const { stdout } = run({ arrivals: '1200/min', at });

    expect(stdout).toMatch(/^most that waits +0 at 0:00$/m);
    expect(stdout).not.toContain('not simulated');
    expect(run({ arrivals: '1200/min' }).stdout).toContain(
      "not simulated: keda.sh/v1alpha1/ScaledObject/shop/worker: trigger 'cron' counts only where the time of the burst is told",
    );
  });

  it('takes what was recorded, and what comes in besides', () => {
    const { stdout } = run({ arrivalsCsv: 'monday.csv', base: '1/s' }, 'seconds,count\n0,600\n60,0\n120,600\n');

    expect(stdout).toContain('apps/v1/Deployment/shop/worker: monday.csv, 1/s besides, 5/s a pod\n');
    // A second of it each second, ten minutes before and an hour after too.
    expect(stdout).toMatch(/^arrived +5,580$/m);
  });

  it('is data for programs', () => {
    const { stdout } = run({ arrivals: '300', format: 'json', compare: 'spare' });
    const told = JSON.parse(stdout) as { runs: { name: string; told?: string; points: object[] }[] };

    expect(told).toMatchObject({
      workload: 'apps/v1/Deployment/shop/worker',
      arrivals: '300 at once',
      perReplicaPerSecond: 5,
      warnings: [],
      runs: [
        { name: 'as it is', arrived: 300, done: 300, peakBacklog: { count: 300, second: 0 } },
        { name: 'spare', told: '3 spare nodes', arrived: 300 },
      ],
    });
    expect(told.runs[0]?.points[0]).toEqual({
      second: -600,
      backlog: 0,
      oldest: 0,
      lost: 0,
      done: 0,
      replicas: 0,
      ready: 0,
      virtual: 0,
      nodes: 6,
    });
  });

  it('has spare nodes in what is, where nothing is compared with them', () => {
    const at = (spareNodes: string): string => run({ arrivals: '300', spareNodes }).stdout;

    expect(at('0')).toMatch(/^node hours +7\.\d$/m);
    expect(at('3')).toMatch(/^node hours +10\.\d$/m);
  });

  it('says which workload may be meant', () => {
    const { status, stderr } = run({ arrivals: '300', workload: 'shop/wroker' });

    expect(status).toBe(2);
    expect(stderr).toBe(
      "error '--workload' (shop/wroker) is no workload of these files. Did you mean 'shop/worker'? (cli/bad-use)\n",
    );
  });

  it.each<[string, Partial<BurstCommand>, string]>([
    [
      'no arrivals',
      {},
      'nothing comes in. Write --arrivals 10000/min, or --arrivals-csv with a file of seconds,count. (cli/bad-use)',
    ],
    [
      'arrivals twice',
      { arrivals: '1/s', arrivalsCsv: 'monday.csv' },
      "'--arrivals' and '--arrivals-csv' both tell what comes in. Write --arrivals 10000/min, or --arrivals-csv with a file of seconds,count. (cli/bad-use)",
    ],
    [
      'arrivals that are none',
      { arrivals: 'many' },
      "'--arrivals' (many) is no rate. Write it as 8/s, 10000/min or 30000/h. (burst/rate)",
    ],
    [
      'arrivals at once that last',
      { arrivals: '300', for: '10m' },
      "'--arrivals' (300) comes at once: it lasts no time. Write a rate such as 10000/min, or leave --for and --shape out. (cli/bad-use)",
    ],
    [
      'a record that lasts as long as is told',
      { arrivalsCsv: 'monday.csv', for: '10m' },
      "'--arrivals-csv' (monday.csv) tells itself how long and in which shape. Leave --for and --shape out. (cli/bad-use)",
    ],
    [
      'a record that is not there',
      { arrivalsCsv: 'friday.csv' },
      "'--arrivals-csv' (friday.csv) does not exist. Name a file of lines seconds,count. (cli/bad-use)",
    ],
    [
      'a time that is none',
      { arrivals: '1/s', for: 'ever' },
      "'--for' (ever) is no time in whole seconds. Write one such as 90s, 10m or 1h30m. (cli/bad-use)",
    ],
    [
      'a time that is too long',
      { arrivals: '1/s', for: '25h' },
      "'--for' (25h) is longer than a day. Simulate the busiest part of it. (cli/bad-use)",
    ],
    [
      'a rate of pods that is none',
      { arrivals: '1/s', rate: 'quick' },
      "'--rate' (quick) is no rate. Write it as 8/s, 10000/min or 30000/h. (burst/rate)",
    ],
    [
      'a buffer that is no number',
      { arrivals: '1/s', buffer: '1k' },
      "'--buffer' (1k) is no whole number up to 1000000000. Write one such as 5. (cli/bad-use)",
    ],
    [
      'spare nodes that are no number',
      { arrivals: '1/s', spareNodes: '-1' },
      "'--spare-nodes' (-1) is no whole number up to 5000. Write one such as 5. (cli/bad-use)",
    ],
    [
      'more at once than anybody has',
      { arrivals: '99999999999' },
      "'--arrivals' (99999999999) is no whole number up to 1000000000. Write one such as 5. (cli/bad-use)",
    ],
    [
      'a loop that never waits',
      { arrivals: '1/s', assume: ['scanInterval=0s'] },
      "'--assume' (0s) is no time in whole seconds. Write one such as 90s, 10m or 1h30m. (cli/bad-use)",
    ],
    [
      'a start without its zone',
      { arrivals: '1/s', at: '2027-01-04T09:00' },
      "'--at' (2027-01-04T09:00) is no point in time. Write it with its zone: 2027-01-04T09:00:00Z or 2027-01-04T09:00+01:00. (cli/bad-use)",
    ],
    [
      'nothing to compare with',
      { arrivals: '1/s', compare: 'cron,spar' },
      "'--compare' (spar) is nothing to compare with. Did you mean 'spare'? (cli/bad-use)",
    ],
    [
      'an assumption that is none',
      { arrivals: '1/s', assume: ['nodeProvisionning=5m'] },
      "'--assume' (nodeProvisionning) is nothing that is assumed. Did you mean 'nodeProvisioning'? (cli/bad-use)",
    ],
    [
      'an assumption without value',
      { arrivals: '1/s', assume: ['nodeProvisioning'] },
      "'--assume' (nodeProvisioning) is not NAME=VALUE. Write --assume nodeProvisioning=5m. (cli/bad-use)",
    ],
    [
      'an assumption that is no number',
      { arrivals: '1/s', assume: ['containerGroups=many'] },
      "'--assume' (containerGroups=many) is no number. Write one such as containerGroups=300. (cli/bad-use)",
    ],
    [
      'an assumption that is no choice',
      { arrivals: '1/s', assume: ['expander=best'] },
      "'--assume' (expander=best) is none of its choices. Write one of random, most-pods, least-waste, priority. (cli/bad-use)",
    ],
    [
      'an assumption that is no time',
      { arrivals: '1/s', assume: ['nodeProvisioning=long'] },
      "'--assume' (long) is no time in whole seconds. Write one such as 90s, 10m or 1h30m. (cli/bad-use)",
    ],
    [
      'nodes without a pool',
      { arrivals: '1/s', obtainable: ['3'] },
      "'--obtainable' (3) is not POOL=N. Write --obtainable apps1=3. (cli/bad-use)",
    ],
    [
      'nodes of a pool that is none',
      { arrivals: '1/s', obtainable: ['apps=3'] },
      "'--obtainable' (apps) is no pool of the cluster. Did you mean 'apps1'? (cli/bad-use)",
    ],
    [
      'a workload without a scaler',
      { arrivals: '1/s', workload: 'publisher' },
      '[batch/v1/Job/shop/publisher] has no scaler: a burst changes nothing about its pods. Scale it with an HPA, a ScaledObject or a ScaledJob, or simulate a workload that has one. (burst/no-scaler)',
    ],
  ])('refuses %s', (_, command, message) => {
    const { status, stderr, stdout } = run(command, '0,1\n60,2\n');

    expect(stderr).toBe(`error ${message}\n`);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('takes every assumption and limit', () => {
    const assume = [
      'nodeProvisioning=5m',
      'expander=most-pods',
      'balance=false',
      'imagePull=0s',
      'unneededTime=0',
      'scanInterval=20',
      'containerGroups=5',
      'seed=7',
    ];
    const { status, stdout } = run({ arrivals: '300', rate: '3/min', assume, obtainable: ['apps1=1'] });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^most on virtual nodes +5$/m);
  });
});
