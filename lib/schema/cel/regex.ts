import type { RE2JS } from 're2js';
import { re2 } from '../re2';
import { EvaluationError, type Meter } from './errors';

/** @throws EvaluationError for what is no regular expression */
export function compileRegex(pattern: string, text: string, meter: Meter): RE2JS {
  meter.spend(1 + pattern.length + (text.length * Math.min(pattern.length, 1000)) / 64);
  const regex = re2(pattern);
  if (regex === undefined) throw new EvaluationError(`error parsing regexp: ${JSON.stringify(pattern)}`);
  return regex;
}

/** What matches, from left to right. @param most how many, -1 for all */
export function findAll(pattern: string, text: string, most: number, meter: Meter): readonly string[] {
  const matcher = compileRegex(pattern, text, meter).matcher(text);
  const found: string[] = [];
  while (found.length !== most && matcher.find()) {
    meter.spend(1);
    found.push(matcher.group() ?? '');
  }
  return found;
}
