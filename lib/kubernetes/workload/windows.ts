import type { OperatingSystem } from '../../core/contracts';
import { Problems } from '../../core/errors';
import type { NamespaceFacts } from '../tenancy/namespace-of';
import { checkWindowsMounts } from './volume';
import type { WorkloadProps } from './workload-props';

const LINUX_ONLY = ['runAsUser', 'runAsGroup', 'fsGroup', 'readOnlyRootFilesystem'] as const;

/**
 * What fits the other operating system only.
 *
 * @throws CdkAksError for such a prop (security/linux-only, security/windows-only), a volume in memory on Windows
 *   (volume/linux-only), and for Windows pods in a namespace of level `restricted` (windows/namespace)
 */
export function checkOperatingSystem(
  props: WorkloadProps,
  os: OperatingSystem,
  namespace: NamespaceFacts | undefined,
): void {
  const problems = new Problems();
  if (os === 'linux') {
    if (props.windowsUser !== undefined) {
      problems.add({
        property: 'windowsUser',
        value: props.windowsUser,
        rule: 'is set for Linux pods, which have no such user',
        fix: "Leave it out, or write os: 'windows'",
        code: 'security/windows-only',
      });
    }
    problems.throwIfAny();
    return;
  }
  for (const property of LINUX_ONLY.filter((name) => props[name] !== undefined)) {
    problems.add({
      property,
      value: props[property],
      rule: 'is set for Windows pods, which have no such thing; the API server refuses it there',
      fix: 'Leave it out',
      code: 'security/linux-only',
    });
  }
  problems.attempt('volumes', () => checkWindowsMounts(props.volumes ?? {}));
  if (namespace?.podSecurity === 'restricted') {
    problems.add({
      property: 'os',
      value: os,
      rule: "is in a namespace of pod security level 'restricted', which is made of rules for Linux",
      fix: "Put Windows workloads into a namespace of their own, with podSecurity: 'baseline'",
      code: 'windows/namespace',
    });
  }
  problems.throwIfAny();
}
