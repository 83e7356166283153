import { join } from 'node:path';
import { printScope } from '../../lib/artifact/acknowledgement';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { collectFiles } from '../../lib/artifact/read/folder';
import { judge } from '../../lib/report/verdict';
import { example } from './program';

const ALONE = 'It reads, then replaces: two pods would lose sales. Without it webbff shows 0';
const MEASURES = 'While it is away, KEDA keeps as many pods as a usual day takes';
const SIGN_IN = 'Virtual nodes exclude authorized ranges; whoever calls must sign in to Entra';
const PULL_SECRET = 'The pull secret of virtual nodes holds a token, so it is made by hand: see the README';
const TOKEN = 'The pull secret of virtual nodes holds a token, made by hand: see the README';
const WINDOWS = 'IIS starts as no other user than ContainerAdministrator; its nodes run nothing else';
const DEV = 'Nobody is hurt when a service of dev is away for a minute';

describe.each<{
  name: string;
  accepted: Readonly<Record<string, string>>;
  open: readonly string[];
}>([
  {
    name: 'quickstart',
    accepted: {
      'prod/registry: registry/open-network': 'Builds push from addresses that change; all must sign in to Entra',
    },
    // The image says it, which no file holds. That it is not root is enforced.
    open: ['apps/v1/Deployment/shop/web: workload/low-user-id'],
  },
  {
    name: 'queue-burst',
    accepted: {
      'burst-aks/shop/worker: schema/reference': TOKEN,
      'prod/aks: cluster/open-api-server': SIGN_IN,
      'prod/registry: registry/open-network': 'Builds push from addresses that change; all must sign in to Entra',
    },
    open: [],
  },
  { name: 'landing-zone', accepted: {}, open: [] },
  {
    name: 'tailwind-traders',
    accepted: {
      'dev/aks: cluster/open-api-server': SIGN_IN,
      'dev/aks/win: pool/too-few-nodes': DEV,
      'prod/aks: cluster/open-api-server': SIGN_IN,
      'prod/registry: registry/open-network':
        'Builds push from addresses that change; all must sign in to Entra, and deploys name digests',
      'tailwind-dev-aks: availability/autoscaler-minimum': DEV,
      'tailwind-dev-aks/shop-windows/rewards-registration: pod-security/root-allowed': WINDOWS,
      'tailwind-dev-aks/shop/order-processor: schema/reference': PULL_SECRET,
      'tailwind-dev-aks/shop/product: schema/reference': PULL_SECRET,
      'tailwind-dev-aks/shop/rabbit: availability/quorum-too-small': 'Nobody misses an order of dev',
      'tailwind-dev-aks/shop/prometheus: availability/one-replica': MEASURES,
      'tailwind-dev-aks/shop/stock: availability/one-replica': ALONE,
      'tailwind-prod-aks/shop-windows/rewards-registration: pod-security/root-allowed': WINDOWS,
      'tailwind-prod-aks/shop/order-processor: schema/reference': PULL_SECRET,
      'tailwind-prod-aks/shop/product: schema/reference': PULL_SECRET,
      'tailwind-prod-aks/shop/prometheus: availability/one-replica': MEASURES,
      'tailwind-prod-aks/shop/stock: availability/one-replica': ALONE,
    },
    open: [],
  },
])('$name in the profile strict', ({ name, accepted, open }) => {
  const { files, diagnostics } = collectFiles([join(example(name).folder, 'deploy')]);
  const verdict = judge(readArtifacts(files, { diagnostics }), { profile: 'strict' });

  it('has no finding that nobody accepts, and accepts nothing that is not there', () => {
    const told = verdict.findings.filter(({ acknowledged }) => !acknowledged);
    expect(told.map(({ object, rule, message }) => `${object}: ${message} (${rule})`)).toEqual([]);
  });

  it('accepts no more than this, each for a reason', () => {
    const reasons = verdict.acknowledgements.map(({ scope, rule, reason }) => [
      `${printScope(scope)}: ${rule}`,
      reason,
    ]);
    expect(Object.fromEntries(reasons)).toEqual(accepted);
  });

  it('leaves no question open that its files answer', () => {
    expect(verdict.open.map(({ object, rule }) => `${object}: ${rule}`)).toEqual(open);
  });
});
