import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { toJunit } from '../../lib/report/junit';
import type { Report } from '../../lib/report/report';
import { acceptedBy, MISSPELT, reportOf, reportWith, SERVICE } from './sample';

const elements = (element: XmlElement): readonly XmlElement[] =>
  element.children.filter((child) => child.type === 'element') as readonly XmlElement[];

function suitesOf(report: Report): readonly XmlElement[] {
  return elements(parseXml(toJunit(report)).root as XmlElement);
}

/** Name and outcome of every case. */
function casesOf(report: Report): readonly (readonly string[])[] {
  return suitesOf(report)
    .flatMap(elements)
    .map((one) => [
      one.attributes.name as string,
      ...elements(one).map(({ name, attributes }) => `${name}: ${attributes.message}`),
    ]);
}

describe('JUnit', () => {
  it('has a suite for each file: failures, and a passed case where nothing is found', () => {
    expect(toJunit(reportOf({ 'a.yaml': MISSPELT, 'b.yaml': SERVICE }, { home: 'infra' }))).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="cdk-aks check" tests="2" failures="1" errors="0" skipped="0">',
        '  <testsuite name="a.yaml" tests="1" failures="1" errors="0" skipped="0">',
        '    <testcase classname="v1/ConfigMap/shop/theme" name="schema/unknown-field: dta: unknown field, did you mean &#39;data&#39;?" file="infra/a.yaml">',
        '      <failure message="dta: unknown field, did you mean &#39;data&#39;?" type="error">a.yaml:4:1',
        '  3 | metadata: { name: theme, namespace: shop }',
        '&#62; 4 | dta: {}',
        '    | ^',
        'fix: Write &#39;data&#39;</failure>',
        '    </testcase>',
        '  </testsuite>',
        '  <testsuite name="b.yaml" tests="1" failures="0" errors="0" skipped="0">',
        '    <testcase classname="b.yaml" name="nothing is found" file="infra/b.yaml"/>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
  });

  it('skips what does not make the check fail, and says why', () => {
    const report = reportWith([
      { message: 'a', severity: 'warning' },
      { message: 'b', ...acceptedBy('config', { until: '2027-01-31' }) },
      { message: 'c', known: true },
      { message: 'd' },
    ]);

    expect(casesOf(report)).toEqual([
      ['zones/no-spread: a', 'skipped: a warning, which fails with --fail-on warning. fix: Spread it'],
      ['zones/no-spread: b', 'skipped: acknowledged: it is a cache (until 2027-01-31)'],
      ['zones/no-spread: c', 'skipped: known from before'],
      ['zones/no-spread: d', 'failure: d'],
    ]);
    expect(casesOf({ ...report, failOn: 'warning' })[0]).toEqual(['zones/no-spread: a', 'failure: a']);
  });

  it('skips questions that the files leave open', () => {
    const open = [{ rule: 'zones/no-spread', object: 'v1/Pod/shop/a', file: 'a.yaml', because: 'no pool is there' }];
    expect(casesOf(reportWith([], { open }))).toEqual([
      ['zones/no-spread', 'skipped: not known from these files: no pool is there'],
    ]);
  });

  it('gives every case of an object a name of its own', () => {
    expect(casesOf(reportWith([{ line: 1 }, { line: 2 }, { object: 'v1/Pod/a' }])).map(([name]) => name)).toEqual([
      'zones/no-spread: may sit in one zone',
      'zones/no-spread: may sit in one zone (2)',
      'zones/no-spread: may sit in one zone',
    ]);
  });

  it('has a suite for what is in no file', () => {
    const [suite] = suitesOf(reportWith([{ file: '' }]));
    expect(suite?.attributes.name).toBe('cdk-aks check');
    expect(elements(suite as XmlElement)[0]?.attributes).not.toHaveProperty('file');
  });
});
