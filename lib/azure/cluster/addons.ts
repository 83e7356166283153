import { Duration } from '../../core/duration';
import type { Problems } from '../../core/errors';
import type { AppRoutingProps } from './app-routing';
import type { ServiceMeshProps } from './service-mesh';

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
  /**
   * Holds objects against policies of Azure, deployment safeguards among them. Azure: "Azure Policy for Kubernetes".
   * @default false
   */
  readonly azurePolicy?: boolean;
  /**
   * Deploys models for inference by an operator, on pools that it makes. Azure: "AI toolchain operator (KAITO)".
   * @default false
   */
  readonly aiToolchainOperator?: boolean;
  /**
   * Lets pods on nodes with SGX prove what they run to others. Azure: "Confidential computing plugin".
   * @default false
   */
  readonly sgxQuoteHelper?: boolean;
  /**
   * A mesh of Istio that Azure runs; namespaces join it by `meshInjection`.
   * @default - none
   */
  readonly serviceMesh?: ServiceMeshProps;
  /**
   * An ingress controller that Azure runs. It is NGINX, which gets critical patches to November 2026 alone: for what is
   * new, take `ApplicationGatewayForContainers`.
   * @default false
   */
  readonly appRouting?: boolean | AppRoutingProps;
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
    azurePolicyEnabled: props.azurePolicy ?? false,
    aiToolchainOperatorEnabled: props.aiToolchainOperator,
    confidentialComputing:
      props.sgxQuoteHelper === undefined ? undefined : { sgxQuoteHelperEnabled: props.sgxQuoteHelper },
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
