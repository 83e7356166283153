import { runFaults } from './run-faults';
import { DELIVERY } from './tables/delivery';
import { EDGES } from './tables/edges';
import { GRANTS } from './tables/grants';
import { IDENTITY } from './tables/identity';
import { SECRETS } from './tables/secrets';
import { TENANCY } from './tables/tenancy';

runFaults({
  'grants and identities': IDENTITY,
  'what identities may, and how files arrive': GRANTS,
  'names, ranges and sources': EDGES,
  secrets: SECRETS,
  'namespaces and rights': TENANCY,
  'delivery and registry': DELIVERY,
});
