import type { RuleText } from '../artifact/rule-text';

/** Rules that only a program can break: no file by itself can show them. */
export const OTHER_RULE_TEXTS: readonly RuleText[] = [
  {
    id: 'promise/broken',
    severity: 'error',
    what: 'breaks what the program promises of it',
    why: 'somebody relies on it, and nothing else would tell them before it is needed',
    fix: 'Mend what breaks it, or take the promise back in the program',
    sources: ['cdk-aks: README', 'Kubernetes: Network Policies', 'Kubernetes: Pod Topology Spread Constraints'],
  },
  {
    id: 'promise/not-judged',
    severity: 'warning',
    what: 'is promised something that these files cannot answer',
    why: 'a promise that nobody can check is none',
    fix: 'Promise something of what the program renders, or check it together with the files that are missing',
    sources: ['cdk-aks: README'],
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
