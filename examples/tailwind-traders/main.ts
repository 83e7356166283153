import { AksApp } from 'cdk-aks';
import { dev, prod } from './environments';
import { platform } from './platform';

const app = new AksApp({ profile: 'strict', report: true });
platform(app, 'dev', dev);
platform(app, 'prod', prod);
app.synth();
