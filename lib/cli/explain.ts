import colors from 'picocolors';
import type { CdkAksError } from '../core/errors';
import { describedRules } from '../report/explain/described';
import { foundJson, listJson } from '../report/explain/json';
import { type Found, lookUp, meant } from '../report/explain/lookup';
import { answersMarkdown, listMarkdown, ruleMarkdown } from '../report/explain/markdown';
import type { Page } from '../report/explain/page';
import { answersText, listText, ruleText } from '../report/explain/text';
import { badUse } from './bad-use';
import type { Terminal } from './terminal';

export interface ExplainCommand {
  readonly format: 'text' | 'markdown' | 'json';
}

const NARROWEST = 40;
const WIDEST = 110;

/** Prints a rule, the rules of an area, or all of them. Returns the exit code. */
export function explain(name: string | undefined, { format }: ExplainCommand, terminal: Terminal): number {
  const rules = describedRules();
  const found: Found | undefined = name === undefined ? { kind: 'area', rules } : lookUp(name, rules);
  if (found === undefined) throw unknownRule(String(name), meant(String(name), rules));
  if (format === 'json' || terminal.wantsJson) terminal.json(name === undefined ? listJson(rules) : foundJson(found));
  else terminal.print(format === 'markdown' ? toMarkdown(found) : toText(found, page()));
  if (name === undefined) {
    terminal.info(
      `${rules.length} rules. 'cdk-aks explain RULE' tells one of them, 'cdk-aks explain CKV_K8S_14' what answers a public check`,
    );
  }
  return 0;
}

function toMarkdown(found: Found): string {
  if (found.kind === 'rule') return ruleMarkdown(found.rule);
  return found.kind === 'area' ? listMarkdown(found.rules) : answersMarkdown(found.answers);
}

function toText(found: Found, page: Page): string {
  if (found.kind === 'rule') return ruleText(found.rule, page);
  return found.kind === 'area' ? listText(found.rules, page) : answersText(found.answers, page);
}

/** As wide as the terminal, within what can be read; fixed where the text goes to a file. */
function page(): Page {
  const width = Math.min(WIDEST, Math.max(NARROWEST, process.stdout.columns ?? 100));
  return { width, paint: colors.createColors(process.stdout.isTTY === true && colors.isColorSupported) };
}

function unknownRule(value: string, near: string | undefined): CdkAksError {
  const fix = near === undefined ? "List them with 'cdk-aks explain'" : `Did you mean '${near}'?`;
  return badUse({ property: 'rule', value, rule: 'is no rule, area or public check', fix });
}
