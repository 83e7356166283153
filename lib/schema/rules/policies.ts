import type { RuleExample, RuleText } from '../../artifact/rule-text';
import { documents, lines } from '../../artifact/sample';
import { manifests } from './description';

/** A policy with one expression, its binding, and a ConfigMap with a team or without. */
const owned = (expression: string, labels: string): string =>
  documents(
    lines(
      'apiVersion: admissionregistration.k8s.io/v1',
      'kind: ValidatingAdmissionPolicy',
      'metadata: { name: owned }',
      'spec:',
      '  matchConstraints:',
      '    resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps] }]',
      `  validations: [{ expression: "${expression}", message: a ConfigMap names its team }]`,
    ),
    lines(
      'apiVersion: admissionregistration.k8s.io/v1',
      'kind: ValidatingAdmissionPolicyBinding',
      'metadata: { name: owned }',
      'spec: { policyName: owned, validationActions: [Deny] }',
    ),
    lines(
      'apiVersion: v1',
      'kind: ConfigMap',
      `metadata: { name: theme, namespace: shop, labels: ${labels} }`,
      'data: { theme: dark }',
    ),
  );

const TEAM = "'team' in object.metadata.labels";
const LABELS = '{ team: cart }';
const SOURCE = 'Kubernetes: Validating Admission Policy';

/** Rules about admission policies among the files, as they are told to people. */
export const POLICY_RULE_TEXTS: readonly (RuleText & { readonly example: RuleExample })[] = [
  {
    id: 'policy/denied',
    severity: 'error',
    what: 'is refused by an admission policy of these files',
    why: 'the API server refuses it, once the policy is there',
    fix: 'Write what the policy asks for, or change the policy',
    sources: [SOURCE],
    example: manifests(owned(TEAM, '{ app: cart }'), owned(TEAM, LABELS)),
  },
  {
    id: 'policy/not-evaluated',
    severity: 'note',
    what: 'is a policy that could not be evaluated here',
    why: 'what it refuses shows only when it is applied',
    fix: 'Install gator for constraint templates, or look at what the policy reads',
    sources: ['Gatekeeper: The gator CLI', SOURCE],
    example: manifests(
      owned("authorizer.group('').resource('pods').check('get').allowed()", LABELS),
      owned(TEAM, LABELS),
    ),
  },
];
