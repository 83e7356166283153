import type { RuleText } from '../artifact/rule-text';

/** Rules that a program tells of while it is rendered: no file by itself can show them. */
export const OTHER_RULE_TEXTS: readonly RuleText[] = [
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
