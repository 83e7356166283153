import { selects } from '../../analysis/label-selector';
import { asBody } from '../../analysis/workload/workloads';
import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { workload } from '../sample';
import { cart, SETTINGS } from './examples';

const WITH_SELECTOR = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** The API server refuses a workload that would not find its own pods. */
export const selectorMismatch: Rule = {
  id: 'workload/selector-mismatch',
  severity: 'error',
  what: 'does not select the pods that it makes',
  why: 'the API server refuses it',
  fix: 'Give the pod template every label that the selector asks for; the selector itself can never change',
  sources: ['Kubernetes: Deployments, selector'],
  covers: [
    'kube-linter/mismatching-selector',
    'kube-score/deployment-pod-selector-labels-match-template-metadata-labels',
    'kube-score/statefulset-pod-selector-labels-match-template-metadata-labels',
  ],
  saidBy: ['schema/invalid'],
  examples: {
    failing: { 'cart.yaml': workload('cart').replace('labels: { app: cart', 'labels: { app: card') },
    mended: cart(),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ object, labels }) => {
      if (!WITH_SELECTOR.includes(object.kind)) return undefined;
      const selector = asBody(asBody(object.body.spec)?.selector);
      // One that is missing is told by the schema.
      if (!selector) return undefined;
      return faultIf(!selects(selector, labels), ['spec', 'selector']);
    }),
};
