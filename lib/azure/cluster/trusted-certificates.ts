import type { Problems } from '../../core/errors';

/** azurerm, `custom_ca_trust_certificates_base64`. */
const MOST = 10;
const PEM = /^-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----$/;

/** Certificates of authorities as azurerm takes them. Azure: "Custom certificate authority (CA) in AKS". */
export function trustedCertificates(given: readonly string[], problems: Problems): string[] | undefined {
  if (given.length > MOST) {
    problems.add({
      property: 'trustedCertificates',
      value: given.length,
      rule: `is above the ${MOST} certificates that a cluster takes`,
      fix: 'Leave out what the others sign',
      code: 'trust/too-many',
    });
  }
  given.forEach((certificate, index) => {
    if (PEM.test(certificate.trim())) return;
    problems.add({
      property: `trustedCertificates[${index}]`,
      // Never print it: it may be a private key.
      rule: 'is not one certificate as PEM',
      fix: "Write the content of a file that starts with '-----BEGIN CERTIFICATE-----', one certificate an entry",
      code: 'trust/certificate',
    });
  });
  if (given.length === 0) return undefined;
  return given.map((certificate) => Buffer.from(`${certificate.trim()}\n`).toString('base64'));
}
