import { Backend } from 'cdk-aks';

export const location = 'westeurope';

/** Ranges that the company gave to each network. */
export const ranges = { hub: '10.10.0.0/16', spoke: '10.20.0.0/16' };

/** Entra groups, by object id. */
export const groups = {
  platform: '11111111-1111-1111-1111-111111111111',
  shop: '22222222-2222-2222-2222-222222222222',
  fulfilment: '33333333-3333-3333-3333-333333333333',
  support: '44444444-4444-4444-4444-444444444444',
};

/** Both stacks keep their state in one account, which pipelines reach from the hub. */
export function state(): Backend {
  return Backend.azureStorage({
    resourceGroupName: 'terraform',
    storageAccountName: 'contosolandingstate',
    containerName: 'state',
  });
}
