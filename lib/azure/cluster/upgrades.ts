import type { Problems } from '../../core/errors';
import { KubernetesVersion } from '../../core/kubernetes-version';
import { MaintenanceWindow } from './maintenance-window';
import { releaseWindowBlock, type ReleaseWindowProps } from './release-window';

/** Which versions Azure moves the cluster to by itself. Azure: "Automatically upgrade an AKS cluster". */
export type UpgradeChannel = 'patch' | 'stable' | 'rapid' | 'node-image' | 'none';

/** How nodes get a newer operating system. Azure: "Autoupgrade node OS images". */
export type NodeImageChannel = 'NodeImage' | 'SecurityPatch' | 'Unmanaged' | 'None';

/** Lets an upgrade pass though something in the cluster calls an API that ends with it. */
export interface ForcedUpgradeProps {
  readonly enabled: boolean;
  /**
   * Until when, such as `2026-12-01T00:00:00Z`: Azure takes at most 30 days from now.
   * @default - three days, as Azure has it
   */
  readonly until?: string;
}

export interface UpgradeProps {
  /**
   * `patch` follows the patches of the program's minor. With `stable` and `rapid` Azure chooses the minor too: the program's
   * version is then the one it starts with, and what manifests are written for.
   * @default 'patch'
   */
  readonly channel?: UpgradeChannel;
  /**
   * `SecurityPatch` never reaches Windows nodes; `Unmanaged` leaves it to the distribution, without restarts.
   * @default 'NodeImage'
   */
  readonly nodeImageChannel?: NodeImageChannel;
  /**
   * When the cluster may be upgraded. Not with the channel `none`.
   * @default MaintenanceWindow.weekly({ day: 'Sunday', startTime: '00:00' }) - six hours, UTC
   */
  readonly window?: MaintenanceWindow;
  /**
   * When nodes may get a newer image. Not with the node image channel `None`.
   * @default MaintenanceWindow.weekly({ day: 'Sunday', startTime: '06:00' }) - six hours, UTC
   */
  readonly nodeImageWindow?: MaintenanceWindow;
  /**
   * When Azure may roll out its weekly releases of AKS itself.
   * @default - at any time
   */
  readonly releases?: ReleaseWindowProps;
  /**
   * Forces upgrades that Azure stops because of deprecated APIs. Once written it must stay: azurerm can't take it away, so
   * switch it off by `{ enabled: false }`.
   * @default - Azure stops them
   */
  readonly forced?: ForcedUpgradeProps;
}

export interface ResolvedUpgrades {
  readonly version: KubernetesVersion;
  /** Azure moves the version by itself, so Terraform must not move it back. */
  readonly versionMoves: boolean;
  readonly channel: UpgradeChannel;
  readonly nodeImageChannel: NodeImageChannel;
  readonly window?: MaintenanceWindow;
  readonly nodeImageWindow?: MaintenanceWindow;
  readonly releases?: ReturnType<typeof releaseWindowBlock>;
  readonly forced?: ForcedUpgradeProps;
}

export function resolveUpgrades(text: string, props: UpgradeProps = {}, problems: Problems): ResolvedUpgrades {
  const channel = props.channel ?? 'patch';
  const nodeImageChannel = props.nodeImageChannel ?? 'NodeImage';
  const version = problems.attempt('version', () => KubernetesVersion.parse(text)) ?? KubernetesVersion.minor(0);
  checkVersion(version, channel, problems);
  if (channel === 'node-image' && nodeImageChannel !== 'NodeImage') {
    problems.add({
      property: 'upgrades.nodeImageChannel',
      value: nodeImageChannel,
      rule: "is not 'NodeImage', which the channel 'node-image' demands",
      fix: "Leave it out, or use the channel 'none' (UP04)",
      code: 'upgrade/node-image-channel',
    });
  }
  checkWindow('window', channel === 'none' && props.window !== undefined, "channel 'none'", problems);
  checkWindow(
    'nodeImageWindow',
    nodeImageChannel === 'None' && props.nodeImageWindow !== undefined,
    "nodeImageChannel 'None'",
    problems,
  );
  checkForced(props.forced, problems);
  return {
    releases: releaseWindowBlock(props.releases, problems),
    forced: props.forced,
    version,
    versionMoves: channel === 'stable' || channel === 'rapid',
    channel,
    nodeImageChannel,
    window: channel === 'none' ? undefined : (props.window ?? MaintenanceWindow.weekly({ day: 'Sunday' })),
    nodeImageWindow:
      nodeImageChannel === 'None'
        ? undefined
        : (props.nodeImageWindow ?? MaintenanceWindow.weekly({ day: 'Sunday', startTime: '06:00' })),
  };
}

/** A patch that Azure moves by itself must not stand in the program: Terraform would move it back (azurerm#26946). */
function checkVersion(version: KubernetesVersion, channel: UpgradeChannel, problems: Problems): void {
  if (version.patch === undefined || channel === 'none' || channel === 'node-image') return;
  problems.add({
    property: 'version',
    value: version.toString(),
    rule: `names a patch, which the channel '${channel}' moves by itself`,
    fix: `Write ${version.majorMinor}, or pin the patch with upgrades: { channel: 'none' }`,
    code: 'version/exact-with-channel',
  });
}

function checkWindow(property: string, useless: boolean, why: string, problems: Problems): void {
  if (!useless) return;
  problems.add({
    property: `upgrades.${property}`,
    rule: `is a window without upgrades: ${why} starts none`,
    fix: 'Leave it out, or choose a channel (UP10)',
    code: 'upgrade/window-without-channel',
  });
}

/** UP08. */
function checkForced(forced: ForcedUpgradeProps | undefined, problems: Problems): void {
  if (forced?.until === undefined || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(forced.until)) return;
  problems.add({
    property: 'upgrades.forced.until',
    value: forced.until,
    rule: 'is no time in UTC',
    fix: "Write one such as '2026-12-01T00:00:00Z' (UP08)",
    code: 'upgrade/forced-until',
  });
}

/** Versions, channels and windows as azurerm takes them. */
export function upgradeArguments(upgrades: ResolvedUpgrades) {
  return {
    kubernetesVersion: upgrades.version.toString(),
    automaticUpgradeChannel: upgrades.channel === 'none' ? undefined : upgrades.channel,
    nodeOsUpgradeChannel: upgrades.nodeImageChannel,
    maintenanceWindowAutoUpgrade: upgrades.window?.block,
    maintenanceWindowNodeOs: upgrades.nodeImageWindow?.block,
    maintenanceWindow: upgrades.releases,
    upgradeOverride: upgrades.forced && {
      forceUpgradeEnabled: upgrades.forced.enabled,
      effectiveUntil: upgrades.forced.until,
    },
  };
}
