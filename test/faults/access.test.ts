import { runFaults } from './run-faults';
import { DELIVERY } from './tables/delivery';
import { IDENTITY } from './tables/identity';
import { SECRETS } from './tables/secrets';
import { TENANCY } from './tables/tenancy';

runFaults({
  'grants and identities': IDENTITY,
  secrets: SECRETS,
  'namespaces and rights': TENANCY,
  'delivery and registry': DELIVERY,
});
