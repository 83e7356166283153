import { plain, shorten } from './plain';
import type { Summary } from './verdict';

/** Names and versions are those of the files. */
const LONGEST = 300;

/** `1 error, 2 warnings, 0 notes, 1 acknowledged` */
export function countsText({ errors, warnings, notes, acknowledged, known, unknown }: Summary): string {
  const numbers = [counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')];
  if (acknowledged > 0) numbers.push(`${acknowledged} acknowledged`);
  if (known > 0) numbers.push(`${known} known from before`);
  if (unknown > 0) numbers.push(`${counted(unknown, 'question')} open`);
  return numbers.join(', ');
}

/** `7 files (11 objects, 14 Terraform blocks)` */
export function readText({ files, objects, resources }: Summary): string {
  return `${counted(files, 'file')} (${counted(objects, 'object')}, ${counted(resources, 'Terraform block')})`;
}

/** What the files were checked with, a sentence each. */
export function checkedTexts({ provider, kubernetes, profile }: Summary): readonly string[] {
  const providers = Object.entries(provider).map(
    ([module, { asked, checked, exact }]) =>
      `${module} with azurerm ${checked}${exact ? '' : `, the nearest to ${asked || 'what it asks for'}`}`,
  );
  const minors = Object.entries(kubernetes).map(([cluster, { asked, checked, exact }]) => {
    const name = cluster === '*' ? 'manifests' : cluster;
    if (asked === null) return `${name} with Kubernetes ${checked}, since nothing tells the version`;
    return `${name} with Kubernetes ${checked}${exact ? '' : `, the nearest to ${asked}`}`;
  });
  return [...providers, ...minors, `with the rules of profile ${profile}`].map((text) =>
    plain(shorten(`checked ${text}`, LONGEST)),
  );
}

/** `1 error, 2 warnings, 0 notes in 7 files (11 objects, 14 Terraform blocks)`, and what they were checked with. */
export function summaryText(summary: Summary): string {
  return [`${countsText(summary)} in ${readText(summary)}`, ...checkedTexts(summary)].join('\n');
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
