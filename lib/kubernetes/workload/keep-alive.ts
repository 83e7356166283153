import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { Cpu } from '../../core/cpu';
import { Size } from '../../core/size';
import type { appsV1, coreV1 } from '../api';
import { KubernetesObject } from '../object';
import { workloadLabels, NAME_LABEL } from './labels';
import { PAUSE_IMAGE, PAUSE_USER } from './pause';
import type { PodPlacement } from './placement';
import { podTemplate } from './pod';
import { renderResources, type ResourceProps } from './resources';
import { containerSecurity, podSecurity } from './security';

export const KEEP_ALIVE_RESOURCES: ResourceProps = { cpu: Cpu.millis(10), memory: Size.mebibytes(16) };

export interface KeepAliveFacts {
  readonly workloadName: string;
  readonly namespace: string | undefined;
  readonly serviceAccountName: string;
  readonly volumes: readonly coreV1.Volume[];
  readonly volumeMounts: readonly coreV1.VolumeMount[];
  /** On real nodes: virtual ones have no such volumes. */
  readonly placement: () => PodPlacement;
}

/**
 * One pod that mounts a workload's secrets: the Secret that is made of them, which pods on virtual nodes read, exists
 * only as long as some pod does.
 */
export function renderKeepAlive(scope: Construct, facts: KeepAliveFacts): void {
  const name = `${facts.workloadName}-secrets`;
  const podLabels = { [NAME_LABEL]: name };
  const labels = {
    ...workloadLabels(name, { namespace: facts.namespace }),
    'app.kubernetes.io/component': 'secrets-keep-alive',
  };
  const context = containerSecurity(PAUSE_USER, 'linux');
  new KubernetesObject<appsV1.Deployment>(scope, 'KeepAlive', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: Lazy.any({
      produce: (): appsV1.DeploymentSpec => ({
        replicas: 1,
        revisionHistoryLimit: 1,
        selector: { matchLabels: podLabels },
        // The next one mounts before the last one goes, so that the Secret is never without a pod.
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: podTemplate({
          labels,
          annotations: {},
          os: 'linux',
          serviceAccountName: facts.serviceAccountName,
          apiAccess: false,
          placement: facts.placement(),
          spread: [],
          security: podSecurity(PAUSE_USER, 'linux', []),
          initContainers: [],
          containers: [
            {
              name: 'pause',
              image: PAUSE_IMAGE,
              imagePullPolicy: 'IfNotPresent',
              resources: renderResources(KEEP_ALIVE_RESOURCES),
              ...(context ? { securityContext: context } : {}),
              terminationMessagePolicy: 'FallbackToLogsOnError',
              volumeMounts: facts.volumeMounts,
            },
          ],
          volumes: facts.volumes,
          pullSecrets: [],
          hostAliases: [],
          terminationGracePeriodSeconds: 5,
        }),
      }),
    }),
  });
}
