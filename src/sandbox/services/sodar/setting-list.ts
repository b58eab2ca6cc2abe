import type { Generation } from './generations.ts';

/** A setting that plugins of a site define. */
export interface SettingDefinition {
  plugin: string;
  name: string;
  scope: 'PROJECT' | 'USER' | 'PROJECT_USER';
  type: 'BOOLEAN' | 'INTEGER' | 'STRING' | 'JSON';
  /** What it is when nobody has set it. */
  value: unknown;
  options?: readonly (string | number)[];
  /** Only the server sets it. */
  fixed?: boolean;
  since?: Generation;
  /** Gone from this release on. */
  until?: Generation;
}

const project = (plugin: string, name: string, type: SettingDefinition['type'], value: unknown) =>
  ({ plugin, name, scope: 'PROJECT', type, value }) as const;
const user = (plugin: string, name: string, type: SettingDefinition['type'], value: unknown) =>
  ({ plugin, name, scope: 'USER', type, value }) as const;

/** The settings that matter to callers; a real site has a few more, of other plugins. */
export const SETTINGS: readonly SettingDefinition[] = [
  project('projectroles', 'ip_restrict', 'BOOLEAN', false),
  { ...project('projectroles', 'ip_allowlist', 'JSON', {}), until: '1.2' },
  { ...project('projectroles', 'ip_allow_list', 'STRING', ''), since: '1.2' },
  { ...project('projectroles', 'project_access_block', 'BOOLEAN', false), fixed: true, since: '1.2' },
  { plugin: 'projectroles', name: 'project_star', scope: 'PROJECT_USER', type: 'BOOLEAN', value: false },
  project('samplesheets', 'allow_editing', 'BOOLEAN', true),
  { ...project('samplesheets', 'sheet_config', 'JSON', {}), fixed: true },
  project('samplesheets', 'sheet_sync_enable', 'BOOLEAN', false),
  project('samplesheets', 'sheet_sync_url', 'STRING', ''),
  project('samplesheets', 'sheet_sync_token', 'STRING', ''),
  { ...project('samplesheets', 'igv_genome', 'STRING', 'b37'), options: ['b37', 'hg19', 'hg38'] },
  project('samplesheets', 'igv_omit_bam', 'STRING', ''),
  project('samplesheets', 'igv_omit_vcf', 'STRING', ''),
  { ...project('samplesheets', 'irods_ticket_hosts', 'STRING', ''), since: '1.1' },
  { ...user('samplesheets', 'sheet_table_height', 'INTEGER', 400), options: [250, 400, 600, 800] },
  user('samplesheets', 'notify_email_irods_request', 'BOOLEAN', true),
  project('landingzones', 'member_notify_move', 'BOOLEAN', true),
  { ...project('landingzones', 'file_name_prohibit', 'STRING', ''), since: '1.1' },
  user('landingzones', 'notify_email_zone_status', 'BOOLEAN', true),
];

export const PLUGINS: ReadonlySet<string> = new Set(SETTINGS.map(({ plugin }) => plugin));
