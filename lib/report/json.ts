import { printScope } from '../artifact/acknowledgement';
import type { Verdict } from './verdict';

/** The fields that programs may rely on, in this order. */
export function toJson({ findings, open, acknowledgements, summary }: Verdict): object {
  return {
    findings: findings.map(({ rule, severity, message, fix, object, file, line, path, acknowledged, ...more }) => ({
      rule,
      severity,
      message,
      fix,
      object,
      file,
      line,
      path: path ?? null,
      acknowledged,
      ...(more.acknowledgement && { reason: more.acknowledgement.reason }),
      ...(more.known && { known: true }),
    })),
    acknowledgements: acknowledgements.map(({ rule, scope, reason, until, from }) => ({
      rule,
      at: printScope(scope),
      reason,
      ...(until !== undefined && { until }),
      from,
    })),
    unknown: open.map(({ rule, object, file, because }) => ({ rule, object, file, because })),
    summary,
  };
}
