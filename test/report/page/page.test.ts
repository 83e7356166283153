import fc from 'fast-check';
import { toPage } from '../../../lib/report/page/page';
import { elementsOf, rowsOf } from './document';
import { CLUSTER, deployment, exampleReport, platformFiles, reportOfFiles, stream } from './worlds';

describe('the page of a platform', () => {
  const page = toPage(exampleReport('tailwind-traders'));
  const elements = elementsOf(page);

  it('has a section for each of its subjects, each with a link to it', () => {
    const sections = elements.filter(({ name }) => name === 'section').map(({ attributes }) => attributes.id);
    const links = elements.filter(({ name }) => name === 'a').map(({ attributes }) => attributes.href);

    expect(sections).toEqual(expect.arrayContaining(['summary', 'platform', 'findings', 'accepted']));
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

    expect(rows).toContain('apps2 | 1–3 × Standard_D4ds_v5 |  | ● |  | User | Linux | aks-nodes 10.50.0.0/20 | ');
    expect(rows.find((row) => row.startsWith('webbff | '))).toMatch(
      /^webbff \| Deployment \| 1–3 \| apps1 \| tailwindtradersdev\.azurecr\.io\/webapigw:[\d.]+$/,
    );
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
