import type { Body } from '../../artifact/read/model';
import { ofGroup } from '../../analysis/gateway/listeners';
import { asBody, asList } from '../../analysis/workload/workloads';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { route } from './sample';

/** Filters that answer callers by themselves, or may. */
const ANSWERING = ['RequestRedirect', 'ExtensionRef'];

/** A rule that names no Service answers every call with an error. */
export const leadsNowhere: Rule = {
  id: 'gateway/leads-nowhere',
  severity: 'error',
  what: 'has a rule that hands calls to nobody',
  why: 'the gateway answers them with 500: a rule without a backend, or with weights of 0 alone, serves nothing',
  fix: 'Name a Service in backendRefs, with a weight above 0',
  sources: ['Gateway API: HTTPRouteRule, backendRefs'],
  examples: {
    failing: { 'web.yaml': route('', 'backendRefs: [{ name: cart, port: 80, weight: 0 }]') },
    mended: { 'web.yaml': route('') },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    for (const object of [...ofGroup('HTTPRoute', artifacts), ...ofGroup('GRPCRoute', artifacts)]) {
      const rules = asList(asBody(object.body.spec)?.rules);
      yield* judge(
        object,
        rules.flatMap((item, index) => faultsOf(asBody(item) ?? {}, index)),
      );
    }
  },
};

function faultsOf({ backendRefs, filters }: Body, index: number): readonly Fault[] {
  const backends = asList(backendRefs).map((item) => asBody(item) ?? {});
  const field = ['spec', 'rules', index];
  if (asList(filters).some((item) => ANSWERING.includes(String(asBody(item)?.type)))) return [];
  if (backends.length === 0) return [{ field, detail: 'has a rule without a backend' }];
  return backends.every(({ weight }) => weight === 0)
    ? [{ field: [...field, 'backendRefs'], detail: 'has a rule whose backends all have the weight 0' }]
    : [];
}
