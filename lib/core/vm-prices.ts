import { once, readData } from './data-files';

/** Month that the prices are of. */
export const PRICES_OF = '2026-06';

type Prices = Readonly<Record<string, Readonly<Record<string, number>>>>;

const prices = once(() => readData<Prices>('azure', 'vm-prices-linux-usd-per-hour.json.gz'));

/**
 * What a Linux machine costs on demand, in US dollars an hour. Undefined for a region or size that the data lacks: unknown,
 * and never zero. Azure retail prices.
 *
 * @param region such as `westeurope`
 */
export function linuxPricePerHour(region: string, size: string): number | undefined {
  const ofRegion = Object.hasOwn(prices(), region) ? prices()[region] : undefined;
  return ofRegion && Object.hasOwn(ofRegion, size) ? ofRegion[size] : undefined;
}
