import { existsSync, readFileSync } from 'node:fs';
import { type Acknowledgement, isDate } from '../artifact/acknowledgement';
import type { Severity } from '../artifact/finding';
import type { ClusterFolder } from '../artifact/read/clusters';
import { toldPath } from '../artifact/read/folder';
import { tidyPath } from '../artifact/read/paths';
import { type Config, PROVIDER_VERSION } from '../config/config';
import { meantOr } from '../core/suggest';
import { type BaselineEntry, parseBaseline } from '../report/baseline';
import { PROFILES } from '../rules/profiles';
import type { Profile } from '../rules/rule';
import { minorOf } from '../schema/minor';
import { badUse } from './bad-use';
import { parsePair } from './pair';

/** What the command line says of how to check. */
export interface CheckFlags {
  /** `NAME=FOLDER` */
  readonly cluster?: readonly string[];
  readonly profile?: string;
  readonly failOn?: Severity;
  readonly baseline?: string;
  readonly provider?: string;
  readonly kubernetesVersion?: string;
  /** `2027-01-31` */
  readonly today?: string;
}

/** How to check: flags, then the config file. */
export interface CheckSettings {
  readonly clusters: readonly ClusterFolder[];
  readonly profile?: Profile;
  readonly failOn?: Severity;
  readonly baseline?: readonly BaselineEntry[];
  readonly provider?: string;
  readonly kubernetesVersion?: string;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly today: string;
}

/** @throws CdkAksError `cli/bad-use` for flags that say nothing */
export function settingsOf(flags: CheckFlags, config: Config | undefined): CheckSettings {
  checkVersions(flags);
  const baseline = flags.baseline ?? config?.baseline;
  return {
    clusters: clustersOf(flags, config),
    profile: flags.profile === undefined ? config?.profile : parseProfile(flags.profile),
    failOn: flags.failOn ?? config?.failOn,
    baseline: baseline === undefined ? undefined : readBaseline(baseline),
    provider: flags.provider ?? config?.provider,
    kubernetesVersion: flags.kubernetesVersion ?? config?.kubernetesVersion,
    acknowledgements: config?.acknowledgements ?? [],
    today: parseToday(flags.today),
  };
}

function clustersOf({ cluster = [] }: CheckFlags, config: Config | undefined): readonly ClusterFolder[] {
  const said = cluster.map(parseCluster);
  const configured = Object.entries(config?.clusters ?? {}).map(([name, folder]) => ({ name, folder: told(folder) }));
  return [...said, ...configured.filter(({ name }) => !said.some((one) => one.name === name))];
}

function parseCluster(text: string): ClusterFolder {
  const fix = 'Write --cluster prod=deploy/kubernetes/prod';
  const [name, folder] = parsePair(text, /^([^=]+)=(.+)$/, { property: '--cluster', form: 'NAME=FOLDER', fix });
  return { name, folder: told(folder) };
}

function told(folder: string): string {
  return tidyPath(toldPath(folder));
}

function parseProfile(profile: string): Profile {
  if ((PROFILES as readonly string[]).includes(profile)) return profile as Profile;
  const fix = meantOr(profile, PROFILES, `Write one of ${PROFILES.join(', ')}`);
  throw badUse({ property: '--profile', value: profile, rule: 'is no profile', fix });
}

function readBaseline(file: string): readonly BaselineEntry[] {
  if (!existsSync(file)) {
    const fix = 'Write it with cdk-aks check --write-baseline FILE';
    throw badUse({ property: '--baseline', value: toldPath(file), rule: 'does not exist', fix });
  }
  return parseBaseline(readFileSync(file, 'utf8'), toldPath(file));
}

/** Only here is the clock read: what is rendered must not depend on the day. */
function parseToday(today: string | undefined): string {
  if (today === undefined) return new Date().toISOString().slice(0, 10);
  if (isDate(today)) return today;
  throw badUse({ property: '--today', value: today, rule: 'is no date', fix: 'Write one such as 2027-01-31' });
}

function checkVersions({ provider, kubernetesVersion }: CheckFlags): void {
  if (provider !== undefined && !PROVIDER_VERSION.test(provider)) {
    throw badUse({ property: '--provider', value: provider, rule: 'is no version', fix: 'Write one such as 5.2.0' });
  }
  if (kubernetesVersion !== undefined && minorOf(kubernetesVersion) === undefined) {
    const value = kubernetesVersion;
    throw badUse({ property: '--kubernetes-version', value, rule: 'is no version', fix: 'Write one such as 1.35' });
  }
}
