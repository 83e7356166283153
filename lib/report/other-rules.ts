import type { RuleText } from '../artifact/rule-text';

/** Rules that a command, or a program while it is rendered, tells of: no file by itself can show them. */
export const OTHER_RULE_TEXTS: readonly RuleText[] = [
  {
    id: 'parity/differs',
    severity: 'error',
    what: 'differs between two environments in more than a size, a name, an address, a digest or a secret',
    why: 'what was tried in the one says nothing of the other',
    fix: 'Make the two alike, or declare the difference',
    sources: ['The Twelve-Factor App: Dev/prod parity'],
  },
  {
    id: 'policy/denied',
    severity: 'error',
    what: 'is refused by an admission policy of these files',
    why: 'the API server refuses it, once the policy is there',
    fix: 'Write what the policy asks for, or change the policy',
    sources: ['Kubernetes: Validating Admission Policy'],
  },
  {
    id: 'policy/not-evaluated',
    severity: 'note',
    what: 'is a policy that could not be evaluated here',
    why: 'what it refuses shows only when it is applied',
    fix: 'Install gator for constraint templates, or look at what the policy reads',
    sources: ['Gatekeeper: The gator CLI', 'Kubernetes: Validating Admission Policy'],
  },
  {
    id: 'secret/literal',
    severity: 'error',
    what: 'has what looks like a secret written out in the program',
    why: 'it would land in an artifact, and with it in Git and in the state of Terraform',
    fix: 'Take it from Key Vault or from a sensitive variable; acknowledge it with a reason if it is none',
    sources: [
      'Terraform: Manage sensitive data in your configuration',
      'Kubernetes: Good practices for Kubernetes Secrets',
    ],
  },
];
