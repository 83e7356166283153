import type { Tool } from './tool';

/**
 * All 27 definitions of the deployment safeguards, those of the pod security baseline and restricted initiatives among
 * them, and further ones for clusters that rules of ours answer; by the first part of their ids.
 */
export const AZURE_POLICY: Tool = {
  id: 'azure-policy',
  title: 'Azure Policy: AKS deployment safeguards, and further definitions for clusters',
  checks: {
    '53a4a537': 'nodes are not edited by hand',
    '03a4ecdb': 'requests of CPU and memory',
    '34c88cd4': 'anti-affinity, or spread constraints',
    a22123bd: "no labels of AKS's own",
    febd0533: 'images of an allowed pattern',
    '48940d92': 'no reserved taint on a user pool',
    b1a9997f: 'a readiness or liveness probe',
    '4f3823b6': 'storage classes of CSI drivers',
    b0fdedee: 'no two Services select the same pods',
    '021f8078': 'images are not tagged latest',
    e16d171b: 'the taint CriticalAddonsOnly is for system pools',
    e24df237: 'a change by another policy is told',
    '47a1ee2f': 'no hostPID, hostIPC and hostNetwork',
    '82985f06': 'no hostPort',
    '5e5a0673': 'safe sysctls alone',
    f06ddb64: 'allowed user and group ids',
    '5485eac0': 'Windows containers do not run as ContainerAdministrator',
    '1c6e92c9': 'no privilege escalation',
    '098fc59e': 'no path of the node is mounted',
    '511f5417': 'allowed AppArmor profiles',
    e1e6c427: 'allowed SELinux options',
    '077f0ce1': 'no HostProcess container on Windows',
    '95edb821': 'no privileged container',
    f85eb0dd: '/proc stays masked',
    c26596ff: 'allowed capabilities',
    '975ce327': 'allowed seccomp profiles',
    '16697877': 'volumes of the restricted types alone',
    '65280eef': 'no naked pods',
    '9f061a12': 'a namespace other than default',
    '423dd1ba': 'no token of the service account is mounted',
    a3dc4946: 'cluster-admin is bound where it must be',
    ca8d5704: 'no wildcard in roles',
    df49d893: 'the root file system is read-only',
    d46c275d: 'a Service has no external IPs',
    d8c942c6: 'an Ingress names its hosts',
    '1a5b4dca': 'an Ingress takes HTTPS alone',
    '3fc4dc25': 'load balancers are internal',
  },
};
