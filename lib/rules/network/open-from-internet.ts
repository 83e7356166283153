import type { Fields } from '../../analysis/cluster/fields';
import { isSame } from '../../analysis/cluster/fields';
import { all, any, holds, type Truth } from '../../analysis/cluster/truth';
import type { World } from '../../analysis/world';
import type { Severity } from '../../artifact/finding';
import { unknown, type Unknown } from '../../artifact/read/values';
import type { Answer, Rule } from '../rule';
import { resourceExamples } from '../cluster/examples';
import { eachBlock, type Judgement } from '../cluster/judge';

const RULE = {
  name: 'in',
  priority: 100,
  direction: 'Inbound',
  access: 'Allow',
  protocol: 'Tcp',
  source_port_range: '*',
  source_address_prefix: '*',
  destination_address_prefix: '*',
  network_security_group_name: 'nodes',
  resource_group_name: 'shop',
};

/** What the internet should never reach, and how bad it is. */
const CLOSED: readonly { readonly port: number; readonly what: string }[] = [
  { port: 22, what: 'SSH' },
  { port: 3389, what: 'Remote Desktop' },
  { port: 10250, what: 'the kubelet' },
];

/** A group that lets the internet in. */
export const openFromInternet: Rule = {
  id: 'network/open-from-internet',
  severity: 'error',
  what: 'lets the whole internet reach what only administrators should',
  why: 'such ports are found and tried within minutes',
  fix: 'Name the ranges that may come in, or use Azure Bastion, kubectl debug or az aks command invoke',
  sources: ['Azure: Azure network security groups overview', 'CIS Microsoft Azure Foundations Benchmark: Networking'],
  covers: [
    'checkov/CKV_AZURE_9',
    'checkov/CKV_AZURE_10',
    'checkov/CKV_AZURE_77',
    'checkov/CKV_AZURE_160',
    'trivy/AZU-0047',
    'trivy/AZU-0048',
    'trivy/AZU-0050',
  ],
  examples: resourceExamples(
    'azurerm_network_security_rule',
    RULE,
    { destination_port_range: '22' },
    { destination_port_range: '22', source_address_prefix: '203.0.113.0/24' },
    { destination_port_range: '${var.port}' },
  ),
  *check(world: World): Generator<Answer> {
    yield* eachBlock('azurerm_network_security_rule', judge)(world);
    yield* eachBlock('azurerm_network_security_group', (fields) => {
      const rules = fields.blocks('security_rule');
      if (rules === unknown)
        return { wrong: unknown, at: fields.path('security_rule'), because: 'its rules are not in these files' };
      return rules.flatMap(judge);
    })(world);
  },
};

function judge(fields: Fields): readonly Judgement[] {
  const applies = all(isSame(fields.text('direction'), 'Inbound'), isSame(fields.text('access'), 'Allow'));
  const open = any(
    holds(fields.text('source_address_prefix'), isAnywhere),
    holds(fields.texts('source_address_prefixes'), (all) => all.some(isAnywhere)),
  );
  const ports = portsOf(fields);
  const place = fields.path(
    fields.has('destination_port_range') === false ? 'destination_port_ranges' : 'destination_port_range',
  );
  const tcp = isSame(fields.text('protocol'), 'Tcp', 'TCP', '*');
  const one = (wrong: Truth, detail: string, severity: Severity): Judgement => ({
    applies,
    wrong: all(open, wrong),
    at: place,
    detail,
    severity,
  });
  return [
    ...CLOSED.map(({ port, what }) =>
      one(
        all(
          tcp,
          holds(ports, (all) => all.some(([first, last]) => first <= port && port <= last)),
        ),
        `lets the whole internet reach ${what} (port ${port})`,
        'error',
      ),
    ),
    one(
      isSame(fields.text('protocol'), 'Udp', 'UDP'),
      'lets the whole internet send UDP, which attackers use to amplify',
      'warning',
    ),
    one(
      all(
        tcp,
        holds(ports, (all) => all.some(([first, last]) => first <= 80 && 80 <= last && last - first < 65_535)),
      ),
      'lets the whole internet in on port 80, without TLS',
      'note',
    ),
  ];
}

function isAnywhere(prefix: string): boolean {
  return prefix === '*' || /^(0\.0\.0\.0|::)?\/0$/.test(prefix) || /^(internet|any)$/i.test(prefix);
}

function portsOf(fields: Fields): readonly (readonly [number, number])[] | Unknown {
  const one = fields.text('destination_port_range');
  const more = fields.texts('destination_port_ranges');
  if (one === unknown || more === unknown) return unknown;
  return [...(one === undefined ? [] : [one]), ...(more ?? [])].map((range) => {
    if (range === '*') return [0, 65_535] as const;
    const [first = 0, last = first] = range.split('-').map(Number);
    return [first, last] as const;
  });
}
