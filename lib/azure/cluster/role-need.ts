/** A role that the cluster's identity must have before the cluster is made, because Azure checks it then. */
export interface RoleNeed {
  readonly role: string;
  readonly scopeId: string;
}
