import type { Rule } from '../rule';
import { apparmorUnconfined } from './apparmor-unconfined';
import { capabilitiesKept } from './capabilities-kept';
import { dangerousCapabilities } from './dangerous-capabilities';
import { hostNamespaces } from './host-namespaces';
import { hostPathVolumes } from './host-path-volumes';
import { hostPorts } from './host-ports';
import { hostProbes } from './host-probes';
import { privilegeEscalation } from './privilege-escalation';
import { privileged } from './privileged';
import { procMount } from './proc-mount';
import { rootAllowed } from './root-allowed';
import { rootUser } from './root-user';
import { seccompMissing } from './seccomp-missing';
import { seccompUnconfined } from './seccomp-unconfined';
import { selinuxOptions } from './selinux-options';
import { sysctls } from './sysctls';
import { volumeTypes } from './volume-types';
import { windowsHostProcess } from './windows-host-process';

/** One rule for each control of the Pod Security Standards, restricted; baseline is part of it. */
export const POD_SECURITY_RULES: readonly Rule[] = [
  apparmorUnconfined,
  capabilitiesKept,
  dangerousCapabilities,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbes,
  privilegeEscalation,
  privileged,
  procMount,
  rootAllowed,
  rootUser,
  seccompMissing,
  seccompUnconfined,
  selinuxOptions,
  sysctls,
  volumeTypes,
  windowsHostProcess,
];
