import { isSame } from '../../analysis/cluster/fields';
import { all, any, holds, not } from '../../analysis/cluster/truth';
import { isAtLeast, isBelow } from '../../analysis/cluster/versions';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** First and last minor of Kubernetes of each image. Azure: "Upgrade the OS version" (August 2026). */
const MINORS: Readonly<Record<string, readonly [number, number]>> = {
  Ubuntu2204: [25, 36],
  Ubuntu2404: [32, 38],
  AzureLinux3: [28, 36],
  AzureContainerLinux: [34, 99],
  Windows2019: [0, 32],
  Windows2022: [23, 36],
  Windows2025: [32, 99],
};

/** Images belong to versions of Kubernetes. */
export const osVersion: Rule = {
  id: 'pool/os-not-for-version',
  severity: 'error',
  what: 'runs an operating system that its version of Kubernetes does not have',
  why: 'AKS refuses the pool or the upgrade',
  fix: 'Use Ubuntu or AzureLinux without a version, and Windows2022 up to 1.36; a Windows pool has to be replaced to change it',
  sources: [
    'Azure: Upgrade Operating System (OS) Version in AKS Clusters',
    'Azure: Upgrade the Operating System (OS) Version for your AKS Windows Workloads',
  ],
  facts: ['WIN04', 'UP13', 'UP15'],
  examples: clusterExamples(
    { pools: { win: { os_type: 'Windows', os_sku: 'Windows2019' } } },
    { pools: { win: { os_type: 'Windows', os_sku: 'Windows2022' } } },
    {
      notApplicable: {},
      unknown: {
        cluster: { kubernetes_version: '${var.version}' },
        pools: { win: { os_type: 'Windows', os_sku: 'Windows2022' } },
      },
    },
  ),
  check: eachPool((pool, cluster) => {
    const range = typeof pool.osSku === 'string' ? MINORS[pool.osSku] : undefined;
    const version = pool.kubernetesVersion ?? cluster?.kubernetesVersion ?? unknown;
    const [first = 0, last = 99] = range ?? [];
    const text = String(pool.osSku === unknown ? '' : pool.osSku);
    const isWindows = holds(pool.osSku, (sku) => sku.startsWith('Windows'));
    return [
      {
        applies: pool.osSku !== undefined,
        wrong: any(all(isSame(pool.os, 'Windows'), not(isWindows)), all(isSame(pool.os, 'Linux'), isWindows)),
        at: pool.at('os_sku'),
        detail: `${named(pool)} runs ${text}, which is not of its os_type`,
        because: 'its os_sku or os_type is not in these files',
      },
      {
        applies: range !== undefined,
        wrong: isAtLeast(version, last + 1),
        at: pool.at('os_sku'),
        detail: `${named(pool)} runs ${text}, which ends with Kubernetes 1.${last}`,
        because: 'its version of Kubernetes is not in these files',
      },
      {
        applies: range !== undefined,
        wrong: all(first > 0, isBelow(version, first)),
        at: pool.at('os_sku'),
        detail: `${named(pool)} runs ${text}, which begins with Kubernetes 1.${first}`,
      },
      {
        applies: all(
          isSame(pool.osSku, 'Ubuntu2204'),
          isSame(cluster?.fields.text('support_plan'), 'AKSLongTermSupport'),
        ),
        wrong: isAtLeast(version, 33),
        at: pool.at('os_sku'),
        detail: `${named(pool)} runs Ubuntu2204 with long-term support of Kubernetes 1.33 or later, which wants Ubuntu 24.04`,
      },
    ];
  }),
};

/** Images with an end that is near, whatever the version. */
export const osRetires: Rule = {
  id: 'pool/os-retires',
  severity: 'warning',
  what: 'runs an operating system that Azure gives up',
  why: 'its images end, and a pool without images cannot even scale',
  fix: 'Use Ubuntu or AzureLinux without a version, or a Windows pool of the next version beside it',
  sources: [
    'Azure: Upgrade Operating System (OS) Version in AKS Clusters',
    'Azure: Upgrade the Operating System (OS) Version for your AKS Windows Workloads',
  ],
  // An image that is refused today needs no word on its end.
  saidBy: ['pool/os-not-for-version'],
  examples: clusterExamples(
    { pools: { win: { os_type: 'Windows', os_sku: 'Windows2019' } } },
    { pools: { win: { os_type: 'Windows', os_sku: 'Windows2022' } } },
    { unknown: { pools: { win: { os_type: 'Windows', os_sku: '${var.sku}' } } } },
  ),
  check: eachPool((pool) => [
    {
      wrong: isSame(pool.osSku, 'Windows2019', 'WindowsAnnual', 'Flatcar', 'CBLMariner', 'Mariner'),
      at: pool.at('os_sku'),
      detail: `${named(pool)} runs ${typeof pool.osSku === 'string' ? pool.osSku : ''}, which takes no new pools`,
    },
    {
      wrong: isSame(pool.osSku, 'Ubuntu2204'),
      at: pool.at('os_sku'),
      severity: 'note',
      detail: `${named(pool)} runs Ubuntu2204, which takes no new pools from 30 June 2027`,
      fix: "Use 'Ubuntu', which moves on by itself",
    },
    {
      wrong: isSame(pool.fields.text('workload_runtime'), 'WasmWasi'),
      at: pool.at('workload_runtime'),
      detail: `${named(pool)} runs WebAssembly node pools, which AKS gave up in May 2025`,
      fix: 'Use a runtime class with SpinKube',
    },
  ]),
};
