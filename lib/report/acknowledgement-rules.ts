import type { ExampleFiles, RuleExample, RuleText } from '../artifact/rule-text';
import { lines } from '../artifact/sample';

/** A rule about acknowledgements, and an example of it. */
export interface AcknowledgementRuleText extends RuleText {
  readonly example: RuleExample;
}

/** Day on which the examples are looked at. */
export const DAY_OF_EXAMPLES = '2027-01-31';

const service = (acknowledgement: string, type = 'LoadBalancer'): ExampleFiles => ({
  'cart.yaml': lines(
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    '  name: cart',
    '  namespace: shop',
    '  annotations:',
    `    cdk-aks.dev/acknowledge: '${acknowledgement}'`,
    'spec:',
    `  type: ${type}`,
    '  ports: [{ port: 443 }]',
  ),
});
const ACCEPTED = 'services/public-load-balancer: partners call it, with certificates of their own';
const WRITTEN = 'cdk-aks: README';

/** Every rule about acknowledgements as it is told to people. */
export const ACKNOWLEDGEMENT_RULE_TEXTS: readonly AcknowledgementRuleText[] = [
  {
    id: 'acknowledgement/expired',
    severity: 'warning',
    what: 'accepts something until a day that is over',
    why: 'the end was set so that somebody decides again; what it accepted counts from that day on',
    fix: 'Mend what it accepted, or renew it with a reason that holds today',
    sources: [WRITTEN],
    example: {
      failing: service(ACCEPTED.replace(':', ' until 2027-01-01:')),
      mended: service(ACCEPTED.replace(':', ' until 2027-07-01:')),
    },
  },
  {
    id: 'acknowledgement/malformed',
    severity: 'error',
    what: 'is no acknowledgement: it lacks its rule, its reason or a date that is one',
    why: 'it accepts nothing, and a risk without a reason is one that nobody weighed',
    fix: "Write 'RULE: REASON', or 'RULE until 2027-01-31: REASON'",
    sources: [WRITTEN],
    example: { failing: service('services/public-load-balancer'), mended: service(ACCEPTED) },
  },
  {
    id: 'acknowledgement/unused',
    severity: 'warning',
    what: 'accepts something that is not found',
    why: 'what it was written for is mended or moved, and it would accept the next mistake of that kind',
    fix: 'Take it out, or correct the rule or the object that it names',
    sources: [WRITTEN],
    example: { failing: service(ACCEPTED, 'ClusterIP'), mended: service(ACCEPTED) },
  },
];
