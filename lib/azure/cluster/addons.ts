import { Duration } from '../../core/duration';
import type { Problems } from '../../core/errors';

/** What AKS runs in the cluster besides Kubernetes. */
export interface AddonProps {
  /**
   * Mounts secrets of Key Vault into pods. Azure: "Use the Azure Key Vault provider for Secrets Store CSI Driver".
   * @default true
   */
  readonly keyVaultSecrets?: boolean;
  /**
   * How often mounted secrets are read anew, in whole seconds.
   * @default 2 minutes
   */
  readonly secretRotationInterval?: Duration;
  /**
   * Scales workloads on events. Azure: "Simplified application autoscaling with KEDA".
   * @default false
   */
  readonly keda?: boolean;
  /**
   * Sets the requests of pods from their use. Azure: "Vertical Pod Autoscaler in AKS".
   * @default false
   */
  readonly verticalPodAutoscaler?: boolean;
  /**
   * Removes images that nothing uses and that are known to be vulnerable.
   * @default true
   */
  readonly imageCleaner?: boolean;
  /**
   * How often images are removed: whole hours, from a day to 90 days.
   * @default 7 days
   */
  readonly imageCleanerInterval?: Duration;
  /**
   * Runs commands in the cluster through Azure's API, past the network and Kubernetes' own audit of who connects.
   * @default false
   */
  readonly runCommand?: boolean;
  /** Which storage drivers run. */
  readonly storageDrivers?: StorageDriverProps;
}

export interface StorageDriverProps {
  /** @default true */
  readonly disk?: boolean;
  /** @default true */
  readonly file?: boolean;
  /** @default false */
  readonly blob?: boolean;
  /** Snapshots of disks. @default true */
  readonly snapshots?: boolean;
}

/** Add-ons as azurerm takes them, switched off ones included where it has a switch. */
export function addonArguments(props: AddonProps, problems: Problems) {
  const drivers = props.storageDrivers ?? {};
  const cleans = props.imageCleaner ?? true;
  return {
    keyVaultSecretsProvider:
      (props.keyVaultSecrets ?? true)
        ? { secretRotationEnabled: true, secretRotationInterval: rotation(props, problems) }
        : undefined,
    workloadAutoscalerProfile: {
      kedaEnabled: props.keda ?? false,
      verticalPodAutoscalerEnabled: props.verticalPodAutoscaler ?? false,
    },
    imageCleanerEnabled: cleans,
    imageCleanerIntervalHours: cleans ? cleanerHours(props, problems) : undefined,
    runCommandEnabled: props.runCommand ?? false,
    storageProfile: {
      diskDriverEnabled: drivers.disk ?? true,
      fileDriverEnabled: drivers.file ?? true,
      blobDriverEnabled: drivers.blob ?? false,
      snapshotControllerEnabled: drivers.snapshots ?? true,
    },
  };
}

function rotation(props: AddonProps, problems: Problems): string {
  const interval = props.secretRotationInterval ?? Duration.minutes(2);
  const seconds = problems.attempt('secretRotationInterval', () => interval.toSeconds());
  if (seconds === 0) {
    problems.add({
      property: 'secretRotationInterval',
      value: interval.toString(),
      rule: 'is no time at all',
      fix: 'Write Duration.minutes(2)',
      code: 'addon/secret-rotation',
    });
  }
  return interval.toGo();
}

/** ADD08. */
function cleanerHours(props: AddonProps, problems: Problems): number {
  const interval = props.imageCleanerInterval ?? Duration.days(7);
  const hours = problems.attempt('imageCleanerInterval', () => interval.toHours()) ?? 24;
  if (hours < 24 || hours > 2160) {
    problems.add({
      property: 'imageCleanerInterval',
      value: interval.toString(),
      rule: 'is not between a day and 90 days',
      fix: 'Write Duration.days(7) (ADD08)',
      code: 'addon/image-cleaner-interval',
    });
  }
  return hours;
}
