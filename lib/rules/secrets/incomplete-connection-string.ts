import { objectIndex } from '../../analysis/objects';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, type Rule } from '../rule';
import { object } from '../sample';

const SERVER = /(?:^|;)\s*(?:server|data source|host|accountendpoint|endpoint)\s*=/i;
const BLANK =
  /(?:^|;)\s*(server|data source|host|accountendpoint|endpoint|database|initial catalog|user id|uid|user|username|password|pwd|accountkey)\s*=\s*(?=;|$)/gi;

const config = (text: string): string => object('v1', 'ConfigMap', 'login', [`data: { ConnectionString: "${text}" }`]);

/** A template that was filled in by half renders a connection string that opens nothing. */
export const incompleteConnectionString: Rule = {
  id: 'secrets/incomplete-connection-string',
  severity: 'warning',
  what: 'holds a connection string with empty parts',
  why: 'the application starts and fails with its first call, or connects as somebody nobody meant',
  fix: 'Fill the parts in from Key Vault, or remove the setting where nothing reads it',
  sources: ['Azure SQL: Connection strings'],
  examples: {
    failing: { 'login.yaml': config('Server=db;Database=;User Id=;Password=;') },
    mended: { 'login.yaml': config('Server=db;Database=login;Authentication=Active Directory Default;') },
    notApplicable: { 'login.yaml': object('v1', 'ServiceAccount', 'login', []) },
  },
  *check({ artifacts }) {
    for (const object of objectIndex(artifacts).ofKind('ConfigMap')) {
      let found = false;
      for (const [name, text] of Object.entries(asBody(object.body.data) ?? {})) {
        if (typeof text !== 'string' || text.length > 2_000 || !SERVER.test(text)) continue;
        const blanks = [...text.matchAll(BLANK)].map(([, part]) => part);
        if (blanks.length === 0) continue;
        found = true;
        yield finding(object, ['data', name], {
          detail: `holds a connection string without ${blanks.join(', ')} in '${name}'`,
        });
      }
      if (!found) yield compliant(object);
    }
  },
};
