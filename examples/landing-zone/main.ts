import { AksApp } from 'cdk-aks';
import { addHub } from './hub';
import { addPlatform } from './platform';
import { promise } from './promises';
import { addTeams } from './teams';

const app = new AksApp({ profile: 'strict' });
const hub = addHub(app);
const platform = addPlatform(app, hub);
promise(app, addTeams(platform));
app.synth();
