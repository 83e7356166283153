import type { BurstReport } from './report';

/** The report as data; times are seconds from the start of the burst. */
export function burstJson({ runs, ...report }: BurstReport): unknown {
  return { ...report, runs: runs.map(({ name, told, result }) => ({ name, ...(told !== '' && { told }), ...result })) };
}
