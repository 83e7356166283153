import type { Report } from '../../report';
import {
  checkContainer,
  checkEnvVar,
  checkLifecycle,
  checkProbe,
  checkResources,
  checkSecurityContext,
} from './container';
import { checkConfigMap, checkSecret } from './config';
import { checkDaemonSet, checkDeployment, checkReplicaSet, checkStatefulSet } from './controllers';
import { checkDisruptionBudget } from './disruption';
import { checkCronJob, checkJob } from './jobs';
import { checkIngressPath, checkIngressRule, checkIngressBackend, checkIngressServiceBackend } from './ingress';
import { checkIpBlock, checkNetworkPolicyPeer, checkNetworkPolicyPort } from './network-policy';
import { checkPod, checkPodSpec, checkPodTemplate } from './pod';
import { checkPersistentVolumeClaim, checkVolume } from './storage';
import { checkRoleBinding, checkPolicyRule } from './access';
import { checkAutoscaler, checkMetricTarget } from './autoscaler';
import { checkNodeSelectorRequirement, checkToleration, checkTopologySpread } from './scheduling';
import { checkLabelSelector, checkLabelSelectorRequirement } from './selector';
import { checkService } from './service';

/** What the API server checks in an object of a built-in type beyond names, types and ranges of its fields. */
export type TypeCheck = (value: Record<string, unknown>, report: Report) => void;

/** By the names of data/schemas. Source of each: the functions `Validate…` of Kubernetes v1.36, `pkg/apis`. */
export const TYPE_CHECKS: Readonly<Record<string, TypeCheck | undefined>> = {
  'apps.v1.DaemonSetSpec': checkDaemonSet,
  'apps.v1.DeploymentSpec': checkDeployment,
  'apps.v1.ReplicaSetSpec': checkReplicaSet,
  'apps.v1.StatefulSetSpec': checkStatefulSet,
  'autoscaling.v2.HorizontalPodAutoscalerSpec': checkAutoscaler,
  'autoscaling.v2.MetricTarget': checkMetricTarget,
  'batch.v1.CronJobSpec': checkCronJob,
  'batch.v1.JobSpec': checkJob,
  'core.v1.ConfigMap': checkConfigMap,
  'core.v1.Container': checkContainer,
  'core.v1.EnvVar': checkEnvVar,
  'core.v1.EphemeralContainer': checkContainer,
  'core.v1.LifecycleHandler': checkLifecycle,
  'core.v1.NodeSelectorRequirement': checkNodeSelectorRequirement,
  'core.v1.PersistentVolumeClaimSpec': checkPersistentVolumeClaim,
  'core.v1.Pod': checkPod,
  'core.v1.PodSpec': checkPodSpec,
  'core.v1.PodTemplateSpec': checkPodTemplate,
  'core.v1.Probe': checkProbe,
  'core.v1.ResourceRequirements': checkResources,
  'core.v1.Secret': checkSecret,
  'core.v1.SecurityContext': checkSecurityContext,
  'core.v1.ServiceSpec': checkService,
  'core.v1.Toleration': checkToleration,
  'core.v1.TopologySpreadConstraint': checkTopologySpread,
  'core.v1.Volume': checkVolume,
  'meta.v1.LabelSelector': checkLabelSelector,
  'meta.v1.LabelSelectorRequirement': checkLabelSelectorRequirement,
  'networking.v1.HTTPIngressPath': checkIngressPath,
  'networking.v1.IPBlock': checkIpBlock,
  'networking.v1.IngressBackend': checkIngressBackend,
  'networking.v1.IngressRule': checkIngressRule,
  'networking.v1.IngressServiceBackend': checkIngressServiceBackend,
  'networking.v1.NetworkPolicyPeer': checkNetworkPolicyPeer,
  'networking.v1.NetworkPolicyPort': checkNetworkPolicyPort,
  'policy.v1.PodDisruptionBudgetSpec': checkDisruptionBudget,
  'rbac.v1.ClusterRoleBinding': checkRoleBinding,
  'rbac.v1.PolicyRule': checkPolicyRule,
  'rbac.v1.RoleBinding': checkRoleBinding,
};
