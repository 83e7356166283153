import { SEVERITIES, type Severity } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import { PROFILES } from '../rules/profiles';
import type { Profile } from '../rules/rule';

/** Which rules are asked, and what makes a check fail. */
export interface WantedChecks {
  readonly profile: Profile;
  readonly failOn: Severity;
}

/** What is said, else what the program that rendered the files said, else recommended rules and errors. */
export function wantedChecks(said: Partial<WantedChecks>, artifacts: Artifacts): WantedChecks {
  const { profile, failOn } = artifacts.wanted;
  return {
    profile: said.profile ?? PROFILES.find((one) => one === profile) ?? 'recommended',
    failOn: said.failOn ?? SEVERITIES.find((one) => one === failOn) ?? 'error',
  };
}
