import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reach, type ReachCommand } from '../../lib/cli/reach';
import { Terminal } from '../../lib/cli/terminal';
import { CdkAksError } from '../../lib/core/errors';
import { app, deployment, policy } from '../analysis/reachability/worlds';
import { emptyFolder } from '../support/world';

/** What the command does with its arguments, in this process. */
function run(folder: string, folders: readonly string[], command: Partial<ReachCommand> = {}) {
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
    status = reach(folders, { format: 'text', ...command }, terminal);
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

function folderWith(files: Readonly<Record<string, readonly object[]>>): string {
  const folder = emptyFolder();
  for (const [path, objects] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), objects.map((one) => JSON.stringify(one)).join('\n---\n'));
  }
  return folder;
}

const CLOSED = policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const CART = policy('cart', {
  podSelector: app('cart'),
  ingress: [{ from: [{ podSelector: app('web') }], ports: [{ port: 8080 }] }],
});
const WEB = policy('web', {
  podSelector: app('web'),
  policyTypes: ['Egress'],
  egress: [{ to: [{ podSelector: app('cart') }] }],
});
const SHOP = [deployment('web'), deployment('cart'), CLOSED, CART, WEB];

describe('cdk-aks reach', () => {
  it('tells every connection by who is called', () => {
    const { status, stdout, stderr } = run(folderWith({ 'shop/all.yaml': SHOP }), ['shop']);

    expect(status).toBe(0);
    expect(stdout).toBe('shop/Deployment/cart\n  from shop/Deployment/web  TCP 8080\n');
    expect(stderr).toBe('1 connection allowed\n');
  });

  it('tells the rules that allow between two ends', () => {
    const asked = { from: 'web', to: 'shop/cart', port: 'TCP/8080' };
    const { status, stdout } = run(folderWith({ 'shop/all.yaml': SHOP }), ['shop'], asked);

    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        'shop/Deployment/cart',
        '  from shop/Deployment/web  TCP 8080',
        '    caller: NetworkPolicy shop/web allows all (spec.egress[0], shop/all.yaml:9)',
        '    called: NetworkPolicy shop/cart allows TCP 8080 (spec.ingress[0], shop/all.yaml:7)',
        '',
      ].join('\n'),
    );
  });

  it('tells what closes, and fails, where a port is asked for that is closed', () => {
    const folder = folderWith({ 'shop/all.yaml': SHOP });

    expect(run(folder, ['shop'], { from: 'web', to: 'cart', port: '443' }).status).toBe(1);
    const { status, stdout } = run(folder, ['shop'], { from: 'cart', to: 'web', port: '8080' });

    expect(status).toBe(1);
    expect(stdout).toBe(
      [
        'closed',
        '  caller: no rule allows it; NetworkPolicy shop/default-deny (shop/all.yaml:5) closes egress',
        '  called: no rule allows it; NetworkPolicy shop/default-deny (shop/all.yaml:5) closes ingress',
        '',
      ].join('\n'),
    );
  });

  it('prints JSON with the fields that it promises', () => {
    const { stdout } = run(folderWith({ 'shop/all.yaml': SHOP }), ['shop'], { format: 'json' });

    expect(JSON.parse(stdout)).toEqual({
      connections: [{ from: 'shop/Deployment/web', to: 'shop/Deployment/cart', ports: 'TCP 8080' }],
      entrances: [],
      coverage: { selectNothing: [], matchNothing: [], open: [] },
      notEnforced: [],
      notUnderstood: [],
      engines: [{ cluster: null, engine: null }],
    });
  });

  it('tells what a change opens and closes', () => {
    const folder = folderWith({ 'old/all.yaml': SHOP, 'new/all.yaml': SHOP.slice(0, 4) });

    const { stdout, stderr } = run(folder, ['new'], { against: 'old' });

    expect(stdout).toBe('closes shop/Deployment/web -> shop/Deployment/cart  TCP 8080\n');
    expect(stderr).toBe('0 opened, 1 closed\n');
  });

  it('tells policies that it does not understand', () => {
    const cilium = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'l7', namespace: 'shop' },
    };

    const { stdout } = run(folderWith({ 'shop/all.yaml': [...SHOP, cilium] }), ['shop']);

    expect(stdout).toContain(
      'not understood, and may allow and close more\n  cilium.io/v2/CiliumNetworkPolicy/shop/l7\n',
    );
  });

  it.each([
    [
      { from: 'wbb' },
      "error '--from' (wbb) is no workload, namespace or address of these files. Did you mean 'web'? (cli/bad-use)\n",
    ],
    [
      { to: 'xyz' },
      "error '--to' (xyz) is no workload, namespace or address of these files. Write a workload such as shop/Deployment/web, a namespace as shop/, a range of addresses, or outside. (cli/bad-use)\n",
    ],
    [
      { port: '70000' },
      "error '--port' (70000) is no port. Write a number from 1 to 65535, or one such as SCTP/53, TCP/53, UDP/53. (cli/bad-use)\n",
    ],
    [{ against: 'gone' }, "error 'path' (gone) does not exist. Name a folder or a file. (cli/bad-use)\n"],
  ])('refuses %j', (command, message) => {
    const { status, stderr } = run(folderWith({ 'shop/all.yaml': SHOP }), ['shop'], command);

    expect(status).toBe(2);
    expect(stderr).toBe(message);
  });

  it('refuses policies that the API server refuses', () => {
    const broken = policy('web', { podSelector: {}, ingress: [{ ports: [{ port: 70_000 }] }] });

    const { status, stderr } = run(folderWith({ 'shop/all.yaml': [...SHOP, broken] }), ['shop']);

    expect(status).toBe(2);
    expect(stderr).toBe(
      "error [shop/all.yaml:11] 'spec.ingress[0].ports[0].port' (70000) is no port. Write a whole number from 1 to 65535, or the name of a port. (reach/invalid-policy)\n",
    );
  });
});
