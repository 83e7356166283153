import { unknown } from '../../artifact/read/values';
import { vmSizeNames } from '../../core/vm-sizes';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** The provider takes any text for a size; Azure says no when the pool is made. */
export const unknownSize: Rule = {
  id: 'pool/unknown-size',
  severity: 'error',
  what: 'has a VM size that is misspelt',
  why: 'the apply stops: the VM size is not allowed or not supported in the region',
  fix: 'Write the size as Azure does: Standard_D8ds_v5',
  sources: ['Azure: Virtual machine sizes overview, naming conventions'],
  examples: clusterExamples(
    { pools: { apps: { vm_size: 'Standard_D8dsv5' } } },
    { pools: { apps: { vm_size: 'Standard_D8ds_v5' } } },
    { unknown: { pools: { apps: { vm_size: '${var.size}' } } } },
  ),
  check: eachPool((pool) => {
    const { vmSize, at } = pool;
    const meant = typeof vmSize === 'string' ? meantSize(vmSize) : undefined;
    const isKnown = typeof vmSize === 'string' && names().has(vmSize.toLowerCase());
    return {
      applies: vmSize !== undefined,
      // Azure gains sizes faster than the data.
      wrong: isKnown ? false : meant === undefined ? unknown : true,
      at: at('vm_size'),
      detail: `${named(pool)} has the size '${String(vmSize)}', did you mean '${meant}'?`,
      because: 'whether Azure has its size is not in the data',
    };
  }),
};

let known: ReadonlySet<string> | undefined;
let byShape: ReadonlyMap<string, string> | undefined;

/** Azure minds no case. */
function names(): ReadonlySet<string> {
  return (known ??= new Set(vmSizeNames().map((name) => name.toLowerCase())));
}

/** The size that has the same letters and numbers: what is misspelt are marks, their order or what is there twice. */
function meantSize(size: string): string | undefined {
  byShape ??= new Map([...vmSizeNames()].reverse().map((name) => [shapeOf(name), name]));
  return byShape.get(shapeOf(size));
}

/** `Standard_D8ds_v5`, `D8sd-v5`, `standard_d8dds_v5`: all of one series, number, features and version. */
function shapeOf(size: string): string {
  const plain = size.toLowerCase().replace(/[^a-z0-9]/g, '');
  const [, series, count, features, rest] =
    /^(?:standard|basic)?([a-z]+)(\d+)([a-z]*?)((?:v\d+)?(?:promo)?)$/.exec(plain) ?? [];
  if (series === undefined) return plain;
  return [series, count, [...new Set(features)].sort().join(''), rest].join(' ');
}
