import fc from 'fast-check';
import { selects } from '../../lib/analysis/label-selector';
import { policiesOf } from '../../lib/analysis/selection-index';
import { asBody } from '../../lib/analysis/workload/workloads';
import { worldOf } from '../../lib/analysis/world';
import { readArtifacts } from '../../lib/artifact/read/artifacts';

const labels = fc.dictionary(fc.constantFrom('app', 'team', 'tier'), fc.constantFrom('a', 'b', 'c'));
const expressions = fc.array(
  fc.record({
    key: fc.constantFrom('app', 'team', 'tier'),
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: fc.subarray(['a', 'b', 'c']),
  }),
  { maxLength: 2 },
);
const selector = fc.record({ matchLabels: labels, matchExpressions: expressions }, { requiredKeys: [] });
const namespace = fc.constantFrom('shop', 'other');

describe('policiesOf', () => {
  it('finds the policies that asking each of them finds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ namespace, selector }), { maxLength: 6 }),
        fc.record({ namespace, labels }),
        (policies, pod) => {
          const objects = [
            ...policies.map(({ namespace, selector }, index) => ({
              apiVersion: 'networking.k8s.io/v1',
              kind: 'NetworkPolicy',
              metadata: { name: `p${index}`, namespace },
              spec: { podSelector: selector },
            })),
            { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod', ...pod }, spec: { containers: [] } },
          ];
          const content = objects.map((one) => JSON.stringify(one)).join('\n---\n');
          const world = worldOf(readArtifacts([{ path: 'all.yaml', content }]));
          const [workload] = world.workloads;
          if (!workload) throw new Error('the pod was not read');
          const asked = world.artifacts
            .objects('networking.k8s.io/v1', 'NetworkPolicy')
            .filter(
              (one) => one.namespace === pod.namespace && selects(asBody(one.body.spec)?.podSelector, pod.labels),
            );
          const found = policiesOf(workload, world.artifacts);
          expect(new Set(found.map(({ name }) => name))).toEqual(new Set(asked.map(({ name }) => name)));
          expect(found).toHaveLength(asked.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});
