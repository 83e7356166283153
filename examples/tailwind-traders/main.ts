import { AksApp } from 'cdk-aks';
import { dev, prod } from './environments';
import { platform } from './platform';

const app = new AksApp();
platform(app, 'dev', dev);
platform(app, 'prod', prod);
app.synth();
