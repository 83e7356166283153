/** Ports of addresses `host:port`, each once and in order. */
export function portsOfAddresses(addresses: readonly string[]): readonly number[] {
  const ports = addresses.flatMap((address) => /:(\d{1,5})$/.exec(address)?.[1] ?? []);
  return [...new Set(ports.map(Number))].sort((a, b) => a - b);
}
