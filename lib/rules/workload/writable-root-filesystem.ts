import { at } from '../../analysis/workload/workloads';
import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** Whoever gets in finds a place to put tools and to change the program. */
export const writableRootFilesystem: Rule = {
  id: 'workload/writable-root-filesystem',
  severity: 'warning',
  what: 'can write to its own program files',
  why: 'whoever gets into the container can change the program or bring tools, and what it writes there fills the disk of the node',
  fix: 'Write readOnlyRootFilesystem: true, and mount an emptyDir with a sizeLimit where the program writes',
  sources: [
    'Kubernetes: Configure a Security Context for a Pod or Container',
    'Azure Policy: Kubernetes cluster containers should run with a read only root file system',
  ],
  covers: [
    'kube-linter/no-read-only-root-fs',
    'kube-score/container-security-context-readonlyrootfilesystem',
    'polaris/notReadOnlyRootFilesystem',
    'checkov/CKV_K8S_22',
    'trivy/KSV-0014',
    'azure-policy/df49d893',
  ],
  examples: {
    failing: cart({ container: 'securityContext: { runAsNonRoot: true }' }),
    mended: cart({ container: 'securityContext: { readOnlyRootFilesystem: true }' }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ name, body, field }, { os }) =>
      // Windows has no such thing.
      os === 'windows'
        ? undefined
        : faultIf(
            at(body, ['securityContext'])?.readOnlyRootFilesystem !== true,
            [...field, 'securityContext', 'readOnlyRootFilesystem'],
            `container '${name}' can write to its own program files`,
          ),
    ),
};
