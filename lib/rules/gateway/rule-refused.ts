import type { FieldPath } from '../../artifact/field-path';
import type { Body } from '../../artifact/read/model';
import { ofGroup } from '../../analysis/gateway/listeners';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { route } from './sample';

const rewrite = (type: string): string =>
  `matches: [{ path: { type: ${type}, value: /cart } }], filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }], backendRefs: [{ name: cart, port: 80 }]`;

/** What the expressions of the Gateway API's own definitions refuse, and schemas alone do not tell. */
export const ruleRefused: Rule = {
  id: 'gateway/rule-refused',
  severity: 'error',
  what: 'has a rule that the API server refuses',
  why: 'the route is not stored: what was there before stays, or nothing is',
  fix: 'Write the rule as the Gateway API takes it',
  sources: ['Gateway API: HTTPRouteRule, HTTPPathMatch and HTTPURLRewriteFilter, validation'],
  examples: {
    failing: { 'web.yaml': route('', rewrite('Exact')) },
    mended: { 'web.yaml': route('', rewrite('PathPrefix')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    for (const object of ofGroup('HTTPRoute', artifacts)) {
      const rules = asList(asBody(object.body.spec)?.rules);
      yield* judge(
        object,
        rules.flatMap((item, index) => faultsOf(asBody(item) ?? {}, ['spec', 'rules', index])),
      );
    }
  },
};

function faultsOf(rule: Body, field: FieldPath): readonly Fault[] {
  const filters = asList(rule.filters).map((item) => asBody(item) ?? {});
  const types = filters.map(({ type }) => String(type));
  const paths = asList(rule.matches).map((match) => asBody(asBody(match)?.path) ?? {});
  const faults: Fault[] = paths.flatMap(({ type = 'PathPrefix', value = '/' }, index) =>
    type === 'RegularExpression' ? [] : pathFaults(String(value), [...field, 'matches', index, 'path', 'value']),
  );
  if (types.includes('RequestRedirect') && asList(rule.backendRefs).length > 0) {
    const detail = 'redirects callers and names a backend for them: only one of the two may stand';
    faults.push({ field: [...field, 'backendRefs'], detail, fix: 'Remove backendRefs, or the filter' });
  }
  if (types.includes('RequestRedirect') && types.includes('URLRewrite')) {
    faults.push({
      field: [...field, 'filters'],
      detail: 'redirects callers and rewrites what they ask: only one may stand',
    });
  }
  for (const type of ['RequestRedirect', 'URLRewrite']) {
    if (types.filter((one) => one === type).length > 1) {
      faults.push({ field: [...field, 'filters'], detail: `has the filter ${type} twice` });
    }
  }
  filters.forEach((filter, index) => {
    const part = filter.type === 'URLRewrite' ? 'urlRewrite' : 'requestRedirect';
    const isPrefix = at(filter, [part, 'path'])?.type === 'ReplacePrefixMatch';
    if (!isPrefix || (paths.length === 1 && paths[0]?.type === 'PathPrefix')) return;
    // Without matches the rule is for the prefix `/`.
    if (paths.length === 0) return;
    const detail = 'replaces a prefix, and its match is not exactly one of type PathPrefix';
    faults.push({ field: [...field, 'filters', index, part, 'path'], detail });
  });
  return faults;
}

function pathFaults(value: string, field: FieldPath): readonly Fault[] {
  if (!value.startsWith('/')) return [{ field, detail: `has the path '${value}', which does not begin with '/'` }];
  return /\/\/|\/\.\.?(\/|$)|%2f|#/i.test(value)
    ? [{ field, detail: `has the path '${value}', which no caller's path is after it was cleaned` }]
    : [];
}
