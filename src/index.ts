export { type AapAccount, type AapExpiry, aap } from './accounts/aap.ts';
export { type WebinAccount, webin, webinBasic } from './accounts/webin.ts';
export { type ClientConfig, createClient, type Repositories } from './client.ts';
export * from './core/index.ts';
export { fromEnv } from './from-env.ts';
export * from './services/biosamples/index.ts';
export * from './services/ena/index.ts';
export * from './services/sodar/index.ts';
export * from './services/usi/index.ts';
