import { TriggerAuthentication } from '../../../lib/kubernetes/scaling/trigger-authentication';
import { fakeIdentity, fakeVault, messageOf } from './world';

const identity = fakeIdentity();
const other = fakeIdentity('other');
const vault = fakeVault();
const host = TriggerAuthentication.keyVault(identity, { host: vault.secret('amqp-uri') });

describe('TriggerAuthentication', () => {
  it('lists the parameters that come from secrets', () => {
    const all = TriggerAuthentication.workloadIdentity(identity)
      .and(host)
      .and(TriggerAuthentication.keyVault(identity, { ca: vault.secret('ca') }))
      .and(TriggerAuthentication.secret('rabbit', { username: 'username', password: 'password' }));

    expect(all.identity).toBe(identity);
    expect(all.parameters).toEqual(['host', 'ca', 'username', 'password']);
  });

  it('refuses what gives the scaler nothing', () => {
    const message =
      "'auth' gives the scaler no parameter. Name at least one, such as { host: … } for RabbitMQ or { connection: … } for Service Bus. (trigger/no-parameter)";
    expect(messageOf(() => TriggerAuthentication.keyVault(identity, {}))).toBe(message);
    expect(messageOf(() => TriggerAuthentication.secret('rabbit', {}))).toBe(message);
  });

  it('refuses names and keys out of syntax', () => {
    expect(messageOf(() => TriggerAuthentication.secret('Rabbit', { host: 'connection string' })).split('\n')).toEqual([
      expect.stringMatching(/^'name' \(Rabbit\) .*Did you mean 'rabbit'\? \(name\/dns-subdomain\)$/),
      expect.stringMatching(/^'host' \(connection string\) .*\(name\/config-key\)$/),
    ]);
  });

  it('refuses a name that no secret of a vault has', () => {
    expect(messageOf(() => TriggerAuthentication.keyVault(identity, { host: vault.secret('amqp_uri') }))).toMatch(
      /^'host' \(amqp_uri\) is not the name of a secret of a Key Vault: .* \(secrets\/name\)$/,
    );
  });

  it('refuses two vaults', () => {
    const fabrikam = fakeVault('fabrikam');
    const message =
      "'auth' reads from 'contoso' and 'fabrikam', and KEDA reads from one vault only. Keep the secrets of a trigger in one vault. (trigger/two-vaults)";
    expect(
      messageOf(() => TriggerAuthentication.keyVault(identity, { host: vault.secret('a'), ca: fabrikam.secret('b') })),
    ).toBe(message);
    expect(messageOf(() => host.and(TriggerAuthentication.keyVault(identity, { ca: fabrikam.secret('b') })))).toBe(
      message,
    );
  });

  it('refuses one thing from two places', () => {
    expect(messageOf(() => host.and(TriggerAuthentication.secret('rabbit', { host: 'connection_string' })))).toBe(
      "'auth' gives parameter 'host' twice. Keep one. (trigger/parameter-twice)",
    );
    expect(
      messageOf(() =>
        TriggerAuthentication.workloadIdentity(identity).and(TriggerAuthentication.workloadIdentity(other)),
      ),
    ).toBe("'auth' gives a workload identity twice. Keep one. (trigger/two-identities)");
    expect(messageOf(() => host.and(TriggerAuthentication.keyVault(other, { ca: vault.secret('ca') })))).toBe(
      "'auth' gives an identity that reads the vault twice. Keep one. (trigger/two-identities)",
    );
  });
});
