import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** The old name of the field; the API server copies it, and the two may differ in the files. */
export const serviceAccountField: Rule = {
  id: 'workload/service-account-field',
  severity: 'warning',
  what: 'names its service account in a deprecated field',
  why: 'serviceAccount is a copy of serviceAccountName: where both are written and differ, one of them is wrong',
  fix: 'Write serviceAccountName',
  sources: ['Kubernetes: API Reference, Pod'],
  covers: ['kube-linter/deprecated-service-account-field'],
  saidBy: ['schema/deprecated'],
  examples: {
    failing: cart({ pod: ['serviceAccount: cart'] }),
    mended: cart({ pod: ['serviceAccountName: cart'] }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ pod, podField }) =>
      faultIf(pod.serviceAccount !== undefined, [...podField, 'serviceAccount']),
    ),
};
