import { serviceAccountName, serviceAccountOf } from '../../analysis/workload/service-accounts';
import { faultIf, judgeKinds, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

/** Whoever binds the default account binds everybody who did not name one. */
export const defaultAccountUsed: Rule = {
  id: 'tenancy/default-account-used',
  severity: 'warning',
  what: 'runs under the default service account with a token',
  why: 'rights that somebody gives to that account later reach this workload as well, and the audit log cannot tell the two apart',
  fix: 'Give the workload a service account of its own, or write automountServiceAccountToken: false',
  sources: ['CIS Kubernetes Benchmark 5.1.5'],
  covers: ['kube-linter/default-service-account', 'checkov/CKV_K8S_41'],
  examples: {
    failing: { 'cart.yaml': workload('cart') },
    mended: {
      'cart.yaml': documents(
        workload('cart', { pod: ['serviceAccountName: cart'] }),
        object('v1', 'ServiceAccount', 'cart', []),
      ),
    },
    notApplicable: SETTINGS,
  },
  *check(world) {
    yield* judgeWorkloads(world, (workload) => {
      const ofAccount = serviceAccountOf(workload, world.artifacts)?.body.automountServiceAccountToken;
      const hasToken = (workload.pod.automountServiceAccountToken ?? ofAccount) !== false;
      return faultIf(hasToken && serviceAccountName(workload) === 'default', [
        ...workload.podField,
        'serviceAccountName',
      ]);
    });
    // The account exists in every namespace; one that is written down is written to be set up.
    yield* judgeKinds(world, ['ServiceAccount'], ({ name, body }) =>
      name !== 'default'
        ? undefined
        : faultIf(
            body.automountServiceAccountToken !== false,
            ['automountServiceAccountToken'],
            'gives a token to every pod that names no account',
          ),
    );
  },
};
