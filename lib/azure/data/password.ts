import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { fixAddress } from '../address';

/**
 * A password that Azure demands: a sensitive variable without a default, so that no value is written down. Terraform asks for
 * it, or takes `TF_VAR_<address>` of the machine that runs it.
 */
export function passwordVariable(owner: Construct, description: string): string {
  return fixAddress(new TerraformVariable(owner, 'password', { type: 'string', sensitive: true, description })).stringValue;
}

/** Names that Azure keeps. Azure: "Azure SQL Database", "Azure Database for PostgreSQL", administrator logins. */
const KEPT: readonly string[] = [
  'admin',
  'administrator',
  'azure_superuser',
  'azure_pg_admin',
  'dbmanager',
  'guest',
  'loginmanager',
  'public',
  'root',
  'sa',
];

export function isLogin(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(name) && !KEPT.includes(name.toLowerCase()) && !name.startsWith('pg_');
}
