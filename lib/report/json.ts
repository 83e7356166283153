import type { Verdict } from './verdict';

/** The fields that programs may rely on, in this order. */
export function toJson({ findings, summary }: Verdict): object {
  return {
    findings: findings.map(({ rule, severity, message, fix, object, file, line, path, acknowledged }) => ({
      rule,
      severity,
      message,
      fix,
      object,
      file,
      line,
      path: path ?? null,
      acknowledged,
    })),
    summary,
  };
}
