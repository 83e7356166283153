import type { Rule } from '../rule';
import { dnsServers, publicInterface } from './dns-servers';
import { openFromInternet } from './open-from-internet';
import { subnetWithoutGroup } from './subnet-without-group';

export const NETWORK_RULES: readonly Rule[] = [dnsServers, publicInterface, openFromInternet, subnetWithoutGroup];
