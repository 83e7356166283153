import { createHash } from 'node:crypto';
import { Markup, markup } from './markup';
import { Places } from './places';
import type { PlatformReport } from './platform';
import { SCRIPT } from './script';
import type { Section, SectionOf } from './section';
import { acceptedSection } from './sections/accepted';
import { burstsSection } from './sections/bursts';
import { capacitySection } from './sections/capacity';
import { changesSection } from './sections/changes';
import { creationSection } from './sections/creation';
import { findingsSection } from './sections/findings';
import { outagesSection } from './sections/outages';
import { platformSection } from './sections/platform';
import { promisesSection } from './sections/promises';
import { reachSection } from './sections/reach';
import { summarySection } from './sections/summary';
import { COLOURS, DRAWING_STYLE, STYLE } from './style';

/** In the order of the page. */
const SECTIONS: readonly SectionOf[] = [
  summarySection,
  changesSection,
  platformSection,
  findingsSection,
  promisesSection,
  reachSection,
  outagesSection,
  capacitySection,
  burstsSection,
  creationSection,
  acceptedSection,
];

/**
 * A platform as one page that needs nothing else: no network, no other file, and no script but for search. The same files
 * give the same bytes.
 */
export function toPage(report: PlatformReport): string {
  const places = new Places(report);
  const sections = SECTIONS.flatMap((section) => section(report, places) ?? []);
  const title = titleOf(report);
  const style = COLOURS + STYLE + DRAWING_STYLE;
  return `<!DOCTYPE html>
${
  markup`<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="generator" content="cdk-aks"/>
<meta http-equiv="Content-Security-Policy" content="${policy(style)}"/>
<title>${title}</title>
<link rel="icon" href="data:,"/>
<style>${new Markup(style)}</style>
</head>
<body>
<header><h1>${title}</h1></header>
<nav aria-label="Sections"><div>${sections.map(({ id, title: name }) => markup`<a href="#${id}">${name}</a>`)}
<div class="tools" hidden=""><input type="search" id="search" placeholder="Search ( / )" aria-label="Search"/><span id="found" class="quiet" role="status"></span><button type="button" id="unfold">Unfold all</button><button type="button" id="fold">Fold all</button></div></div></nav>
<main>
${sections.map(sectionOf)}</main>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text
}`;
}

function sectionOf({ id, title, body }: Section): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}</section>
`;
}

/** Only this style and this script: words of the files can bring in nothing, whatever they say. */
function policy(style: string): string {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; img-src data:; style-src ${hash(style)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;
}

/** `Platform report: prod-aks` */
export function titleOf({ artifacts }: PlatformReport): string {
  const names = [...new Set(artifacts.clusters.map(({ name }) => name))];
  const told = names.length > 0 ? names : artifacts.modules.map(({ name }) => name);
  return ['Platform report', told.slice(0, 3).join(', ') + (told.length > 3 ? ' …' : '')].filter(Boolean).join(': ');
}
