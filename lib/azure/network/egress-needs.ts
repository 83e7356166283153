import type { Cloud } from '../../core/contracts';
import { cloudFacts } from '../clouds';

/** What a cluster uses that calls hosts outside, beyond what every cluster calls. */
export type EgressNeed =
  | 'azure-monitor'
  | 'azure-policy'
  | 'defender'
  | 'extensions'
  | 'gpu'
  | 'key-vault-secrets'
  | 'ubuntu-security-patches'
  | 'ubuntu-unattended-upgrades'
  | 'windows';

export interface EgressHosts {
  /** Reached by HTTPS at port 443. */
  readonly https: readonly string[];
  /** Reached by HTTP at port 80. */
  readonly http?: readonly string[];
}

interface Place {
  readonly cloud: Cloud;
  readonly location: string;
}

const OPINSIGHTS = ['*.ods.opinsights.azure.com', '*.oms.opinsights.azure.com'];
const SECURITY_PATCHES = ['security.ubuntu.com', 'azure.archive.ubuntu.com', 'changelogs.ubuntu.com'];

/** Facts EP04 to EP09. Azure: "Outbound network and FQDN rules for AKS clusters". */
const HOSTS: Readonly<Record<EgressNeed, (location: string) => EgressHosts>> = {
  'azure-monitor': (location) => ({
    https: [
      ...OPINSIGHTS,
      'dc.services.visualstudio.com',
      '*.monitoring.azure.com',
      'global.handler.control.monitor.azure.com',
      `${location}.handler.control.monitor.azure.com`,
      // Where a private cluster is told what to collect: "Data collection endpoints in Azure Monitor".
      `*.${location}-1.handler.control.monitor.azure.com`,
      '*.ingest.monitor.azure.com',
      '*.metrics.ingest.monitor.azure.com',
    ],
  }),
  'azure-policy': () => ({ https: ['data.policy.core.windows.net', 'store.policy.core.windows.net'] }),
  defender: () => ({ https: ['*.cloud.defender.microsoft.com', ...OPINSIGHTS] }),
  extensions: (location) => ({
    https: [
      `${location}.dp.kubernetesconfiguration.azure.com`,
      'arcmktplaceprod.azurecr.io',
      ...['centralindia', 'japaneast', 'westus2', 'westeurope', 'eastus'].map(
        (region) => `arcmktplaceprod.${region}.data.azurecr.io`,
      ),
      '*.ingestion.msftcloudes.com',
      '*.microsoftmetrics.com',
    ],
  }),
  gpu: () => ({ https: ['nvidia.github.io', 'us.download.nvidia.com', 'download.docker.com'] }),
  'key-vault-secrets': () => ({ https: ['*.vault.azure.net'] }),
  'ubuntu-security-patches': () => ({ https: ['snapshot.ubuntu.com'] }),
  'ubuntu-unattended-upgrades': () => ({ https: [], http: SECURITY_PATCHES }),
  windows: () => ({
    https: ['onegetcdn.azureedge.net', 'go.microsoft.com'],
    http: ['*.mp.microsoft.com', 'www.msftconnecttest.com', 'ctldl.windowsupdate.com'],
  }),
};

/** Needs whose hosts are named alike, or by a suffix that is known, in every cloud. */
const IN_EVERY_CLOUD: readonly EgressNeed[] = [
  'gpu',
  'key-vault-secrets',
  'ubuntu-security-patches',
  'ubuntu-unattended-upgrades',
  'windows',
];

/** Hosts of a need; undefined where Azure tells them for the public cloud only. */
export function egressHosts(need: EgressNeed, { cloud, location }: Place): EgressHosts | undefined {
  if (need === 'key-vault-secrets') return { https: [`*.${cloudFacts(cloud).vaultSuffix}`] };
  if (cloud !== 'public' && !IN_EVERY_CLOUD.includes(need)) return undefined;
  return HOSTS[need](location);
}
