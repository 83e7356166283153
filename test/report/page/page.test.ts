import fc from 'fast-check';
import type { JudgedChange } from '../../../lib/report/changes/verdict';
import { toPage } from '../../../lib/report/page/page';
import { elementsOf, rowsOf } from './document';
import { CLUSTER, deployment, exampleReport, platformFiles, reportOfFiles, stream } from './worlds';

describe('the page of a platform', () => {
  const page = toPage(exampleReport('tailwind-traders'));
  const elements = elementsOf(page);

  it('has a section for each of its subjects, each with a link to it', () => {
    const sections = elements.filter(({ name }) => name === 'section').map(({ attributes }) => attributes.id);
    const links = elements.filter(({ name }) => name === 'a').map(({ attributes }) => attributes.href);

    expect(sections).toEqual([
      'summary',
      'platform',
      'findings',
      'promises',
      'reach',
      'outages',
      'capacity',
      'creation',
      'accepted',
    ]);
    for (const id of sections) expect(links).toContain(`#${id}`);
  });

  it('has ids that are unique, and links that lead to one', () => {
    const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
    const targets = elements.flatMap(({ name, attributes }) => (name === 'a' ? [attributes.href ?? ''] : []));

    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((href) => !href.startsWith('#') || !ids.includes(href.slice(1)))).toEqual([]);
  });

  it('asks nothing of the network, and allows no script or style but its own', () => {
    const loading = elements.filter(
      ({ name, attributes }) => attributes.src !== undefined || (name === 'link' && attributes.href !== 'data:,'),
    );
    const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');

    expect(loading).toEqual([]);
    expect(policy?.attributes.content).toMatch(
      /^default-src 'none'; img-src data:; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; /,
    );
  });

  it('tells pools with their zones and subnets, and workloads with their pods and pools', () => {
    const rows = rowsOf(page, 'platform');

    expect(
      rows.filter((row) =>
        /^apps2 \| \d+–\d+ × \w+ \|  \| ● \|  \| User \| Linux \| aks-nodes 10\.50\.0\.0\/20 \| $/.test(row),
      ),
    ).toHaveLength(1);
    expect(rows.find((row) => row.startsWith('webbff | '))).toMatch(
      /^webbff \| Deployment \| \d+–\d+ \| apps1 \| tailwindtradersdev\.azurecr\.io\/webapigw:[\d.]+$/,
    );
  });

  it('tells who may call whom, and why', () => {
    const rows = rowsOf(page, 'reach');

    expect(rows).toContain('shop/HTTPRoute/webbff | shop/Deployment/webbff | TCP 8080 | ');
    expect(rows.find((row) => row.startsWith('shop/Deployment/webbff | TCP 8080 | caller'))).toMatch(
      /caller: NetworkPolicy shop\/\S+ allows TCP 8080 \(spec\.egress\[\d+\], \S+\.yaml:\d+\)called: NetworkPolicy shop\//,
    );
    const [, ...names] = (rows.find((row) => row.startsWith(' | ')) ?? '').split(' | ');
    const [, ...ports] = (rows.find((row) => row.startsWith('webbff | ')) ?? '').split(' | ');
    expect(ports[names.indexOf('stock')]).toBe('8080');
    expect(ports[names.indexOf('cart')]).toBe('');
  });

  it('tells what a zone outage leaves, worst first', () => {
    const rows = rowsOf(page, 'outages');

    expect(rows[1]).toMatch(/^\S+ \| \d+ \| \d+ \| 0 \| /);
    expect(
      rows.filter((row) => /^shop\/Deployment\/webbff( \| \d+){5} \|  \| \d+ of \d+ ran there/.test(row)),
    ).not.toEqual([]);
  });

  it('tells how full pools and subnets are, and what machines cost', () => {
    const rows = rowsOf(page, 'capacity');

    expect(rows.find((row) => row.includes('10.50.0.0/20'))).toMatch(
      /^azurerm_subnet\.network_aks-nodes \| 10\.50\.0\.0\/20 \| 4091 \| \d+ \| \d+ \| \d+ \| \d+ \| $/,
    );
    expect(rows.filter((row) => /^apps2 \| \d+ of \d+ \| \d+ \| \d+ % \|/.test(row))).not.toEqual([]);
    expect(rows.find((row) => row.startsWith('all that is known'))).toMatch(/ \| \d+ \| \d+ \| \d+$/);
  });

  it('tells of each promise whether it is kept', () => {
    const rows = rowsOf(page, 'promises');

    expect(rows.length).toBeGreaterThan(1);
    expect(rows.slice(1).every((row) => row.endsWith(' | kept'))).toBe(true);
  });

  it('tells what breaks a promise', () => {
    const promises = [{ kind: 'survives', loss: 'zone', of: 'prod/cart', percent: 50, atLeast: 1 }];
    const constructs = { 'cart.yaml': { 'apps/v1/Deployment/cart': 'prod/cart' } };
    const clusters = { prod: { terraform: 'prod/azurerm_kubernetes_cluster.aks' } };
    const report = reportOfFiles([
      ['kubernetes/cdk-aks.json', JSON.stringify({ format: 1, clusters, constructs, promises, files: {} })],
      ['kubernetes/cart.yaml', stream([deployment({ name: 'cart' })])],
      ['terraform/stacks/prod/cdk.tf.json', JSON.stringify(CLUSTER)],
    ]);

    expect(rowsOf(toPage(report), 'promises')[1]).toMatch(
      /^prod\/cart survives a zone with 50 %, at least 1 \| (error|warning) /,
    );
  });

  it('lists what Azure fixes at creation, with its value', () => {
    const rows = rowsOf(page, 'creation');

    expect(rows).toContain('network_profile.network_plugin | "azure"');
    expect(rows).toContain('name | "apps2"');
    expect(rows.filter((row) => row.startsWith('tags | '))).toEqual([]);
  });

  it('tells changes where somebody asks, and else nothing of them', () => {
    const { changes: _, ...report } = exampleReport('quickstart');
    const change = { action: 'replace', object: 'azurerm_subnet.nodes', through: [], notes: [], losesState: true };
    const because = [{ attribute: 'name', from: 'nodes', to: 'pool' }];
    const all = [{ ...change, because, fails: true } as unknown as JudgedChange];

    expect(toPage(report)).not.toContain('What changes');
    expect(rowsOf(toPage({ ...report, changes: { since: 'main', all } }), 'changes')).toEqual([
      'what | object | because | accepted',
      'replace | azurerm_subnet.nodes | name: "nodes" → "pool" | no',
    ]);
  });

  it('lists what was accepted, with the reason and how often it was needed', () => {
    expect(rowsOf(page, 'accepted')).toContain(
      'prod/registry | registry/open-network | Builds push from addresses that change; all must sign in to Entra, and deploys name digests | program | 1',
    );
  });

  it('is the same each time', () => {
    expect(toPage(exampleReport('tailwind-traders'))).toBe(page);
  });

  it('leads from a finding to what it is about', () => {
    const report = reportOfFiles(platformFiles([deployment({ name: 'cart' })]));
    const found = elementsOf(toPage(report));
    const findings = found.filter(({ name, text }) => name === 'a' && text === 'apps/v1/Deployment/shop/cart');

    expect(new Set(findings.map(({ attributes }) => attributes.href))).toEqual(
      new Set(['#at-prod-shop-deployment-cart']),
    );
    expect(found.find(({ attributes }) => attributes.id === 'at-prod-shop-deployment-cart')?.name).toBe('tr');
  });

  it('lists what was set past the typed surface', () => {
    const overrides = [{ path: 'prod/aks', property: 'scale_down_mode', reason: 'nodes start faster' }];
    const index = { format: 1, overrides, files: {} };
    const report = reportOfFiles([
      ['terraform/cdk-aks.json', JSON.stringify(index)],
      ['terraform/stacks/prod/cdk.tf.json', JSON.stringify(CLUSTER)],
    ]);

    expect(rowsOf(toPage(report), 'accepted')).toContain('prod/aks | scale_down_mode | nodes start faster');
  });

  it('tells a thousand workloads by namespace and by rule, and stays small', () => {
    const objects = Array.from({ length: 1000 }, (_, index) =>
      deployment({ name: `service-${index}`, namespace: `team-${index % 20}` }),
    );
    const html = toPage(reportOfFiles([['manifests.yaml', stream(objects)]]));
    const rows = rowsOf(html, 'reach');

    expect(html.length).toBeLessThan(5_000_000);
    expect(rows.filter((row) => row.startsWith('team-')).length).toBe(20);
    expect(rows.find((row) => row.startsWith('team-7 | '))).toMatch(/^team-7 \| 2500 \| 2500 \|/);
    expect(elementsOf(html).filter(({ attributes }) => attributes.id?.startsWith('at-') === true)).toHaveLength(1020);
  });

  it('draws what becomes of a burst, for workloads that tell what a pod does', () => {
    const worker = deployment({ name: 'worker' }) as { metadata: { annotations?: object } };
    worker.metadata.annotations = { 'cdk-aks.dev/rate': '5/s' };
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'worker', namespace: 'shop' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'worker' },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
      },
    };
    const elements = elementsOf(toPage(reportOfFiles(platformFiles([worker, scaler]))));
    const burst = elements.find(({ attributes }) => attributes.id === 'bursts');

    expect(burst?.text).toMatch(/50\/s for 10m: absorbed at \d+:\d\d, nothing lost; at most [\d,]+ wait/);
    expect(elements.filter(({ name }) => name === 'polyline')).toHaveLength(4);
  });

  it('shows names that are markup, and nothing of them is', () => {
    const hostile = fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x>',
      "';x='",
      ']]>',
      '</svg>',
      '{{x}}',
      '${x}',
    );
    fc.assert(
      fc.property(hostile, hostile, (label, image) => {
        const object = deployment({ name: label, namespace: image }, { [label]: image });
        const html = toPage(reportOfFiles([['manifests.yaml', stream([object])]]));
        const names = new Set(elementsOf(html).map(({ name }) => name));
        expect(names.has('img')).toBe(false);
        expect(html.match(/<script>/g)).toHaveLength(1);
      }),
      { numRuns: 8 },
    );
  });
});
