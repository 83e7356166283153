import { toGithub } from '../../lib/report/github';
import { acceptedBy, reportWith } from './sample';

const linesOf = (...parameters: Parameters<typeof reportWith>): readonly string[] =>
  toGithub(reportWith(...parameters)).split('\n');

describe('annotations of GitHub', () => {
  it('stand at the place, the worst first, with what was accepted and the summary behind them', () => {
    const lines = linesOf([
      { severity: 'note', line: 1 },
      { severity: 'warning', line: 2, why: 'a zone may fail' },
      { line: 4, ...acceptedBy('config') },
      { line: 5, known: true },
      { severity: 'error', line: 3 },
    ]);
    const told = 'title=zones/no-spread::apps/v1/Deployment/shop/cart: may sit in one zone';

    expect(lines).toEqual([
      `::error file=a.yaml,line=3,col=5,${told}%0Afix: Spread it`,
      `::warning file=a.yaml,line=2,col=5,${told}%0Awhy: a zone may fail%0Afix: Spread it`,
      `::notice file=a.yaml,line=1,col=5,${told}%0Afix: Spread it`,
      'acknowledged: apps/v1/Deployment/shop/cart (zones/no-spread): it is a cache',
      expect.stringMatching(/^\d+ errors?, .* in 1 file \(1 object, 0 Terraform blocks\)$/),
      'checked manifests with Kubernetes 1.36, since nothing tells the version',
      'checked with the rules of profile pss-restricted',
      '',
    ]);
  });

  it('escape what the command would read', () => {
    const [line] = linesOf([{ file: 'my,50%:x.yaml', message: '100% of: a,b\r\n::error::x' }]);
    expect(line).toBe(
      '::error file=my%2C50%25%3Ax.yaml,line=3,col=5,title=zones/no-spread::' +
        'apps/v1/Deployment/shop/cart: 100%25 of: a,b  ::error::x%0Afix: Spread it',
    );
  });

  it('name files from the root of the repository, and none for standard input', () => {
    expect(linesOf([{}], { home: 'infra' })[0]).toContain('::error file=infra/a.yaml,line=3');
    expect(linesOf([{ file: '<stdin>' }])[0]).toMatch(/^::error title=/);
  });
});
