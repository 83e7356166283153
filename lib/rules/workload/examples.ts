import type { ExampleFiles } from '../../artifact/rule-text';
import { object, type SampleWorkload, workload } from '../sample';

/** One workload, `cart`. */
export function cart(options: SampleWorkload = {}): ExampleFiles {
  return { 'cart.yaml': workload('cart', options) };
}

/** Files without anything that makes pods. */
export const SETTINGS: ExampleFiles = {
  'settings.yaml': object('v1', 'ConfigMap', 'settings', ['data: { theme: dark }']),
};
