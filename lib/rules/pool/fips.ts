import { isSame } from '../../analysis/cluster/fields';
import { all, any, holds } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** Confidential sizes: DCas, DCads, ECas, ECads and their Intel kin. */
const CONFIDENTIAL = /^Standard_(DC|EC)\d+[a-z]*(as|ads|es|eds)_/i;

/** Images with certified cryptography exist for some nodes. */
export const fips: Rule = {
  id: 'pool/fips-unsupported',
  severity: 'error',
  what: 'asks for FIPS where no image has it',
  why: 'AKS refuses the pool, or silently takes an older image',
  fix: 'Use AzureLinux, or Ubuntu2204 on amd64, on sizes that are not confidential',
  sources: ['Azure: Enable Federal Information Processing Standard (FIPS) for AKS Node Pools'],
  facts: ['VM07', 'VM08'],
  examples: clusterExamples(
    { pools: { apps: { fips_enabled: true, os_sku: 'Ubuntu2404' } } },
    { pools: { apps: { fips_enabled: true, os_sku: 'AzureLinux' } } },
    { notApplicable: {}, unknown: { pools: { apps: { fips_enabled: true, os_sku: '${var.sku}' } } } },
  ),
  check: eachPool((pool) => {
    const { fields, osSku, machine, vmSize, at } = pool;
    const applies = isSame(fields.flag('fips_enabled'), true);
    const who = named(pool);
    const ubuntu = any(osSku === undefined, isSame(osSku, 'Ubuntu', 'Ubuntu2204', 'Ubuntu2404'));
    return [
      {
        applies,
        wrong: isSame(osSku, 'Ubuntu2404'),
        at: at('os_sku'),
        detail: `${who} asks for FIPS on Ubuntu 24.04, which has none`,
      },
      {
        applies,
        wrong: isSame(osSku, 'Ubuntu'),
        at: at('os_sku'),
        severity: 'warning',
        detail: `${who} asks for FIPS on Ubuntu, and silently gets 22.04, whose images end in 2028`,
        fix: 'Use AzureLinux',
      },
      {
        applies: all(applies, machine === unknown ? false : machine.architecture === 'arm64'),
        wrong: ubuntu,
        at: at('vm_size'),
        detail: `${who} asks for FIPS on arm64 with Ubuntu, which has none there`,
      },
      {
        applies,
        wrong: holds(vmSize, (size) => CONFIDENTIAL.test(size)),
        at: at('vm_size'),
        detail: `${who} asks for FIPS on a confidential size`,
      },
      {
        applies,
        wrong: isSame(fields.text('workload_runtime'), 'KataMshvVmIsolation', 'KataVmIsolation'),
        at: at('workload_runtime'),
        detail: `${who} asks for FIPS with pod sandboxing`,
      },
    ];
  }),
};

/** Sizes that decide what may run on them. */
export const sizeLimits: Rule = {
  id: 'pool/size-does-not-take',
  severity: 'error',
  what: 'has a size that does not support what the pool asks for',
  why: 'AKS refuses the pool',
  fix: 'Choose another size, or leave the setting out',
  sources: [
    'Azure: Use Arm64 Virtual Machines in AKS for cost effectiveness',
    'Azure: Use Confidential Virtual Machines (CVMs) in AKS',
    'Azure: Create a multi-instance GPU node pool in AKS',
    'Azure: Use AMD GPUs on AKS',
    'Azure: Pod Sandboxing with AKS',
  ],
  facts: ['VM10', 'VM12', 'VM13', 'VM14', 'VM15', 'VM16', 'ADD19'],
  examples: clusterExamples(
    { pools: { win: { os_type: 'Windows', vm_size: 'Standard_D4ps_v5' } } },
    { pools: { win: { os_type: 'Windows', vm_size: 'Standard_D4ds_v5' } } },
    { unknown: { pools: { win: { os_type: 'Windows', vm_size: '${var.size}' } } } },
  ),
  check: eachPool((pool) => {
    const { fields, osSku, os, machine, vmSize, at } = pool;
    const who = named(pool);
    const size = typeof vmSize === 'string' ? vmSize : undefined;
    const arm =
      machine === unknown
        ? size === undefined
          ? unknown
          : /^Standard_[A-Z]+\d+[a-z]*p[a-z]*_v\d/.test(size)
        : machine.architecture === 'arm64';
    const amd = size !== undefined && /MI300X/i.test(size);
    return [
      { wrong: all(isSame(os, 'Windows'), arm), at: at('vm_size'), detail: `${who} runs Windows on arm64` },
      {
        applies: size !== undefined && CONFIDENTIAL.test(size),
        wrong: any(isSame(os, 'Windows'), isSame(osSku, 'Ubuntu2204')),
        at: at('vm_size'),
        detail: `${who} has a confidential size with an operating system that has no image for it`,
      },
      {
        applies: fields.has('gpu_instance'),
        wrong: any(isSame(os, 'Windows'), size !== undefined && !/(A100|H100|H200)/i.test(size)),
        at: at('gpu_instance'),
        detail: `${who} splits its GPUs, which only A100, H100 and H200 sizes on Linux can`,
      },
      {
        applies: fields.has('gpu_driver'),
        wrong: machine === unknown ? false : machine.gpus === 0,
        at: at('gpu_driver'),
        severity: 'warning',
        detail: `${who} chooses a GPU driver and has no GPU`,
        fix: 'Leave gpu_driver out',
      },
      {
        applies: amd,
        wrong: any(
          isSame(osSku, 'AzureLinux', 'AzureLinux3'),
          isSame(os, 'Windows'),
          isSame(fields.text('gpu_driver'), 'Install'),
        ),
        at: at('vm_size'),
        detail: `${who} has AMD GPUs, which want Ubuntu and gpu_driver 'None'`,
      },
      {
        applies: isSame(fields.text('workload_runtime'), 'KataMshvVmIsolation', 'KataVmIsolation'),
        wrong: any(
          osSku === undefined,
          holds(osSku, (sku) => !sku.startsWith('AzureLinux')),
        ),
        at: at('workload_runtime'),
        detail: `${who} sandboxes pods without Azure Linux, which alone can`,
        fix: "Set os_sku to 'AzureLinux'",
      },
    ];
  }),
};
