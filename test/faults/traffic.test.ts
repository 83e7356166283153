import { runFaults } from './run-faults';
import { GATEWAYS } from './tables/gateways';
import { PLACEMENT } from './tables/placement';
import { POLICIES } from './tables/policies';
import { STORAGE } from './tables/storage';
import { TRAFFIC } from './tables/traffic';

runFaults({
  'Services, gateway and certificate': TRAFFIC,
  'listeners, routes and certificates': GATEWAYS,
  'network policies': POLICIES,
  'placement and zones': PLACEMENT,
  'volumes, jobs and data stores': STORAGE,
});
