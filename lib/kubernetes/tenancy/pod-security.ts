import { KubernetesVersion } from '../../core/kubernetes-version';

/** Kubernetes: "Pod Security Standards". */
export type PodSecurityLevel = 'restricted' | 'baseline' | 'privileged';

/**
 * Labels by which the API server refuses pods below the level. The rules of the cluster's own version count, so that an
 * upgrade of the cluster does not refuse pods that ran before.
 *
 * @param version of the cluster; the newest rules count where it is not known
 */
export function podSecurityLabels(level: PodSecurityLevel, version?: string): Readonly<Record<string, string>> {
  const pinned = version === undefined ? 'latest' : `v${KubernetesVersion.parse(version).majorMinor}`;
  return Object.fromEntries(
    (['enforce', 'audit', 'warn'] as const).flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, pinned],
    ]),
  );
}
