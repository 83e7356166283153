import { behindService } from '../../analysis/workload/behind-service';
import { isOneProgram } from '../../analysis/workload/one-program';
import { asBody, type Workload } from '../../analysis/workload/workloads';
import { type Fault, judge } from '../judge';
import { objectIndex } from '../../analysis/objects';
import type { Rule } from '../rule';
import { documents, workload } from '../sample';
import { SETTINGS } from '../workload/examples';
import { service } from './examples';

const PODS = documents(workload('cart', { labels: 'team: shop' }), workload('stock', { labels: 'team: shop' }));

/** Every pod that the selector takes gets its share of the calls, whatever it runs. */
export const selectsSeveral: Rule = {
  id: 'services/selects-several',
  severity: 'warning',
  what: 'hands calls to pods of several programs',
  why: 'each call goes to one of them by chance: what works now fails the next time',
  fix: 'Select by a label that only the pods of one program carry',
  sources: ['Kubernetes: Service, Services without selectors and with', 'Kubernetes: Recommended Labels'],
  examples: {
    failing: { 'cart.yaml': documents(PODS, service('').replace('app: cart', 'team: shop')) },
    mended: { 'cart.yaml': documents(PODS, service('')) },
    notApplicable: SETTINGS,
  },
  *check(world) {
    for (const service of objectIndex(world.artifacts).ofKind('Service')) {
      const { type, clusterIP, selector } = asBody(service.body.spec) ?? {};
      // One without an address of its own gives names to pods, and hands calls to nobody.
      const isHeadless = clusterIP === 'None' || type === 'ExternalName' || !asBody(selector);
      yield* judge(service, isHeadless ? undefined : faultsOf(behindService(service, world)));
    }
  },
};

function faultsOf(workloads: readonly Workload[]): readonly Fault[] {
  const field = ['spec', 'selector'];
  const lasting = workloads.filter(({ runsForever }) => runsForever);
  const passing = workloads.find(({ runsForever }) => !runsForever);
  if (lasting.length > 0 && passing) {
    const detail = `hands calls to the pods of ${passing.object.kind} '${passing.object.name}' as well, which runs to its end`;
    return [{ field, detail }];
  }
  if (lasting.length < 2 || isOneProgram(lasting)) return [];
  const names = lasting.map(({ object }) => `'${object.name}'`);
  const some = names.length > 4 ? [...names.slice(0, 4), `${names.length - 4} more`] : names;
  return [{ field, detail: `hands calls to the pods of ${some.join(', ')}, which are different programs` }];
}
