import { toMarkdown } from '../../lib/report/markdown';
import { acceptedBy, MISSPELT, reportOf, reportWith } from './sample';

const OPEN = { rule: 'zones/no-spread', file: 'a.yaml', because: 'no pool is there' };

describe('Markdown of a check', () => {
  it('tells what counts by object, then folded what is less urgent', () => {
    const report = reportWith(
      [
        { severity: 'warning', object: 'v1/Pod/shop/a', line: 1 },
        { severity: 'note', line: 2 },
        { severity: 'warning', line: 3 },
        { line: 4 },
        { ...acceptedBy('config', { until: '2027-01-31' }) },
        { known: true },
      ],
      { open: ['v1/Pod/a', 'v1/Pod/b'].map((object) => ({ ...OPEN, object })) },
    );
    const summary = { ...report.verdict.summary, errors: 1, warnings: 2, notes: 1, acknowledged: 1, unknown: 2 };
    const cart = '**<code>apps/v1/Deployment/shop/cart</code>** in <code>a.yaml</code>';
    const told = 'may sit in one zone (<code>zones/no-spread</code>';

    expect(toMarkdown({ ...report, verdict: { ...report.verdict, summary } })).toBe(
      [
        '### cdk-aks check failed: 1 error, 2 warnings, 1 note, 1 acknowledged, 2 questions open',
        '',
        '1 file (1 object, 0 Terraform blocks) read.',
        '',
        cart,
        '',
        `- **warning** ${told}, line 3)<br>fix: Spread it`,
        `- **error** ${told}, line 4)<br>fix: Spread it`,
        '',
        '**<code>v1/Pod/shop/a</code>** in <code>a.yaml</code>',
        '',
        `- **warning** ${told}, line 1)<br>fix: Spread it`,
        '',
        '<details><summary>1 note</summary>',
        '',
        cart,
        '',
        `- **note** ${told}, line 2)<br>fix: Spread it`,
        '',
        '</details>',
        '',
        '<details><summary>1 acknowledged</summary>',
        '',
        '- <code>apps/v1/Deployment/shop/cart</code> (<code>zones/no-spread</code>): it is a cache (until 2027-01-31)',
        '',
        '</details>',
        '',
        '<details><summary>2 questions open</summary>',
        '',
        '- <code>v1/Pod/a</code> and 1 more (<code>zones/no-spread</code>): no pool is there',
        '',
        '</details>',
        '',
        '<details><summary>Versions and rules</summary>',
        '',
        '- checked manifests with Kubernetes 1.36, since nothing tells the version',
        '- checked with the rules of profile pss-restricted',
        '',
        '</details>',
        '',
      ].join('\n'),
    );
  });

  it('says whether the check passed', () => {
    expect(toMarkdown(reportWith([]))).toMatch(/^### cdk-aks check passed: /);
    expect(toMarkdown(reportWith([{ severity: 'note' }]))).toMatch(/^### cdk-aks check passed: /);
    expect(toMarkdown(reportWith([{ severity: 'note' }], { failOn: 'note' }))).toMatch(/^### cdk-aks check failed: /);
  });

  it('makes no markup, no link, no formula and no call of what the files say', () => {
    const markdown = toMarkdown(
      reportWith([{ message: '<script> | **b** [x](y) `c` ~~d~~ $e$ @octocat #1', object: 'v1/Pod/@team' }]),
    );
    expect(markdown).toContain(
      '&#60;script&#62; &#124; &#42;&#42;b&#42;&#42; &#91;x&#93;(y) &#96;c&#96; &#126;&#126;d&#126;&#126; &#36;e&#36; @\u200boctocat &#35;\u200b1',
    );
    expect(markdown).toContain('<code>v1/Pod/@team</code>');
  });

  it('fits into a comment, and tells how much is left out', () => {
    const many = Array.from({ length: 2000 }, (_, index) => ({
      severity: index === 1999 ? ('error' as const) : ('warning' as const),
      object: `v1/Pod/shop/pod-${index}`,
    }));
    const markdown = toMarkdown(
      reportWith([...many, ...many.map((one) => ({ ...one, severity: 'note' as const }))], {
        open: many.map(({ object }) => ({ ...OPEN, object, because: object })),
      }),
    );

    expect(markdown.length).toBeLessThanOrEqual(65_536);
    expect(markdown).toContain('pod-1999');
    expect(markdown).toMatch(/\n… and 1\d\d\d more, which this comment has no room for\.\n/);
    expect(markdown.match(/… and 2000 more/g)).toHaveLength(2);
    expect(markdown.match(/<details>/g)).toHaveLength(markdown.match(/<\/details>/g)?.length as number);
  });

  it('names a file once where it is all that is known', () => {
    expect(toMarkdown(reportOf({ 'cdk.tf.json': '{', 'a.yaml': MISSPELT }))).toContain(
      '\n**<code>cdk.tf.json</code>**\n',
    );
  });
});
