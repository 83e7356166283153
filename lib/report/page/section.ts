import type { Markup } from './markup';
import type { Places } from './places';
import type { PlatformReport } from './platform';

/** A part of the page with a heading of its own. */
export interface Section {
  /** Where links lead to. */
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

/** Makes a section; undefined where there is nothing to tell. */
export type SectionOf = (report: PlatformReport, places: Places) => Section | undefined;
