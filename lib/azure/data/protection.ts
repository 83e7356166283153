/** How stores are kept from being destroyed. */
export interface ProtectionProps {
  /**
   * Has Terraform refuse to destroy or replace it, and what lies in it: what it holds would be gone.
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** The `lifecycle` of what holds state; undefined where the program gives it free. */
export function lifecycleOf(isProtected: boolean): { readonly preventDestroy: true } | undefined {
  return isProtected ? { preventDestroy: true } : undefined;
}
