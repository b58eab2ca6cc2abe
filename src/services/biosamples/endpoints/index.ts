export * from './checklists.ts';
export * from './curations.ts';
export * from './facets.ts';
export * from './samples.ts';
export * from './structured-data.ts';
export * from './v2.ts';
