export { type ExistingServiceBus, ServiceBusBase, ServiceBusNamespace } from './service-bus-namespace';
export { ServiceBusQueue, ServiceBusSubscription, ServiceBusTopic } from './service-bus-entities';
export type {
  ServiceBusQueueOptions,
  ServiceBusSubscriptionOptions,
  ServiceBusTopicOptions,
} from './service-bus-entity-props';
export type { ServiceBusNamespaceProps, ServiceBusSku } from './service-bus-props';
