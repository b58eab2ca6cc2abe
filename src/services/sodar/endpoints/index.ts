export * from './dav.ts';
export * from './irods.ts';
export * from './more.ts';
export * from './projects.ts';
export * from './requests.ts';
export * from './sheets.ts';
export * from './tickets.ts';
export * from './zones.ts';
