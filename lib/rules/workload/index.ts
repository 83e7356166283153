import type { Rule } from '../rule';
import { cronJobDeadline } from './cron-job-deadline';
import { cronJobNeverRuns } from './cron-job-never-runs';
import { dashboard } from './dashboard';
import { envTwice } from './env-twice';
import { ephemeralStorageUnbounded } from './ephemeral-storage-unbounded';
import { gitSyncCommand } from './git-sync-command';
import { hostAliases } from './host-aliases';
import { imageFromDockerHub } from './image-from-docker-hub';
import { imageNotFixed } from './image-not-fixed';
import { imagePullPolicy } from './image-pull-policy';
import { inTreeStorage } from './in-tree-storage';
import { jobNeverRemoved } from './job-never-removed';
import { jobRetries } from './job-retries';
import { lowUserId } from './low-user-id';
import { memoryLimitMissing } from './memory-limit-missing';
import { privilegedPort } from './privileged-port';
import { requestsMissing } from './requests-missing';
import { restartPolicy } from './restart-policy';
import { rootGroup } from './root-group';
import { selectorMismatch } from './selector-mismatch';
import { sensitiveHostPath } from './sensitive-host-path';
import { serviceAccountField } from './service-account-field';
import { serviceAccountToken } from './service-account-token';
import { sshPort } from './ssh-port';
import { subPathMissing } from './sub-path-missing';
import { systemPriorityClass } from './system-priority-class';
import { tiller } from './tiller';
import { windowsAdministrator } from './windows-administrator';
import { writableRootFilesystem } from './writable-root-filesystem';

/** Rules about pods and what makes them. */
export const WORKLOAD_RULES: readonly Rule[] = [
  cronJobDeadline,
  cronJobNeverRuns,
  dashboard,
  envTwice,
  ephemeralStorageUnbounded,
  gitSyncCommand,
  hostAliases,
  imageFromDockerHub,
  imageNotFixed,
  imagePullPolicy,
  inTreeStorage,
  jobNeverRemoved,
  jobRetries,
  lowUserId,
  memoryLimitMissing,
  privilegedPort,
  requestsMissing,
  restartPolicy,
  rootGroup,
  selectorMismatch,
  sensitiveHostPath,
  serviceAccountField,
  serviceAccountToken,
  sshPort,
  subPathMissing,
  systemPriorityClass,
  tiller,
  windowsAdministrator,
  writableRootFilesystem,
];
