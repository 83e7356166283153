import { APRL } from './aprl';
import { AZURE_POLICY } from './azure-policy';
import { CHECKOV_AZURE } from './checkov-azure';
import { CHECKOV_KUBERNETES } from './checkov-kubernetes';
import { KUBE_LINTER } from './kube-linter';
import { KUBE_SCORE } from './kube-score';
import { POD_SECURITY } from './pod-security';
import { POLARIS } from './polaris';
import { PSRULE } from './psrule';
import type { Tool } from './tool';
import { TRIVY_AZURE, TRIVY_KUBERNETES } from './trivy';

export type { Tool };

/** Public checkers whose checks are each answered by a rule, or by a reason why not. */
export const TOOLS: readonly Tool[] = [
  KUBE_LINTER,
  KUBE_SCORE,
  POLARIS,
  CHECKOV_KUBERNETES,
  CHECKOV_AZURE,
  TRIVY_KUBERNETES,
  TRIVY_AZURE,
  PSRULE,
  APRL,
  AZURE_POLICY,
  POD_SECURITY,
];
