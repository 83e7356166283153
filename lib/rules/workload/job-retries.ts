import type { FieldPath } from '../../artifact/field-path';
import { at } from '../../analysis/workload/workloads';
import { judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from './examples';

const seed = (deadline: number): string =>
  object('batch/v1', 'Job', 'seed', [
    'spec:',
    '  backoffLimit: 5',
    `  activeDeadlineSeconds: ${deadline}`,
    '  template:',
    '    spec:',
    '      restartPolicy: Never',
    '      containers: [{ name: seed, image: contoso.azurecr.io/seed:1.4.2 }]',
  ]);

/** Pauses between retries double from ten seconds up to six minutes; the deadline counts them. */
export const jobRetries: Rule = {
  id: 'workload/job-retries',
  severity: 'note',
  what: 'ends before its retries are used up',
  why: 'activeDeadlineSeconds comes before backoffLimit: the pauses between retries alone are longer, so the last of them never start',
  fix: 'Raise activeDeadlineSeconds, or lower backoffLimit to what fits',
  sources: ['Kubernetes: Jobs, Pod backoff failure policy', 'Kubernetes: Jobs, Job termination and cleanup'],
  examples: {
    failing: { 'seed.yaml': seed(60) },
    mended: { 'seed.yaml': seed(1800) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ object }) => {
      const path: FieldPath | undefined = PATHS[object.kind];
      const { backoffLimit: retries, activeDeadlineSeconds: deadline } = (path && at(object.body, path)) ?? {};
      if (!path || typeof retries !== 'number' || typeof deadline !== 'number') return undefined;
      const pauses = Array.from({ length: Math.min(retries, 1000) }, (_, index) => Math.min(10 * 2 ** index, 360));
      const whole = pauses.reduce((sum, pause) => sum + pause, 0);
      if (whole < deadline) return [];
      const detail = `may be tried again ${retries} times and ends after ${deadline} s: the pauses alone take ${whole} s`;
      return [{ field: [...path, 'activeDeadlineSeconds'], detail }];
    }),
};

const PATHS: Readonly<Record<string, FieldPath>> = {
  CronJob: ['spec', 'jobTemplate', 'spec'],
  Job: ['spec'],
  ScaledJob: ['spec', 'jobTargetRef'],
};
