import { readFileSync } from 'node:fs';
import colors from 'picocolors';
import { planBurst } from '../analysis/burst/plan';
import { simulateBurst } from '../analysis/burst/simulate';
import { changed, type Variant, VARIANTS, withSpareNodes } from '../analysis/burst/variants';
import { namedWorkload } from '../analysis/burst/workload-names';
import { meantOr } from '../core/suggest';
import { burstJson } from '../report/burst/json';
import type { BurstReport, BurstRun } from '../report/burst/report';
import { burstText } from '../report/burst/text';
import { badUse } from './bad-use';
import { type BurstFlags, readBurstFlags } from './burst-flags';
import { readWorld } from './read-world';
import type { Terminal } from './terminal';

export interface BurstCommand extends BurstFlags {
  readonly workload: string;
  readonly spareNodes?: string;
  /** `virtual-nodes,cron,spare` */
  readonly compare?: string;
  /** `NAME=FOLDER` */
  readonly cluster?: readonly string[];
  readonly format: 'text' | 'json';
}

/** Tells whether a burst is absorbed. Returns 0 where all of it is done some time and nothing lost, else 1. */
export function burst(folders: readonly string[], command: BurstCommand, terminal: Terminal): number {
  const flags = readBurstFlags(command, (file) => readFileSync(file, 'utf8'));
  const variants = variantsOf(command.compare);
  const world = readWorld(folders, command.cluster);
  const workload = namedWorkload(command.workload, world);
  const { model: asFiles, notes, warnings } = planBurst({ ...flags.question, workload }, world);
  const isCompared = variants.includes('spare');
  const { spareNodes } = flags;
  const base =
    spareNodes === undefined || isCompared ? { told: '', model: asFiles } : withSpareNodes(asFiles, spareNodes);
  const first: BurstRun = { name: 'as it is', told: base.told, result: simulateBurst(base.model) };
  const others = variants.map((name): BurstRun => {
    const { told, model } = changed(base.model, name, spareNodes);
    return { name, told, result: simulateBurst(model) };
  });
  const report: BurstReport = {
    workload: workload.object.id,
    arrivals: base.model.arrivals.told,
    perReplicaPerSecond: base.model.stages[0].perReplicaPerSecond,
    runs: [first, ...others],
    notes,
    warnings,
  };
  if (command.format === 'json' || terminal.wantsJson) terminal.json(burstJson(report));
  else terminal.print(burstText(report, colors.createColors(process.stdout.isTTY === true && colors.isColorSupported)));
  const { absorbedAt, dropped, expired } = first.result;
  return absorbedAt !== undefined && dropped + expired === 0 ? 0 : 1;
}

function variantsOf(text: string | undefined): readonly Variant[] {
  const names = (text ?? '').split(',').flatMap((name) => name.trim() || []);
  const wrong = names.filter((name) => !(VARIANTS as readonly string[]).includes(name));
  if (wrong.length === 0) return [...new Set(names)] as readonly Variant[];
  throw badUse(
    ...wrong.map((value) => ({
      property: '--compare',
      value,
      rule: 'is nothing to compare with',
      fix: meantOr(value, VARIANTS, `Write some of ${VARIANTS.join(', ')}`),
    })),
  );
}
