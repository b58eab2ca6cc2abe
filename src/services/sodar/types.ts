/** Something that SODAR addresses by UUID: the UUID, or the thing itself. */
export type SodarRef = string | { readonly sodar_uuid: string };

/** What an account may do, from the strongest to the weakest; lower projects inherit it. */
export type SodarRoleName =
  | 'project owner'
  | 'project delegate'
  | 'project contributor'
  | 'project guest'
  | 'project viewer'
  | 'project finder'
  | (string & {});

/** An account. */
export interface SodarUser {
  /** The login name; what `roles.transferOwnership` takes. */
  username: string;
  /** Full name. */
  name?: string | undefined;
  email?: string | undefined;
  /** Since 1.0. */
  additional_emails?: readonly string[] | undefined;
  is_superuser?: boolean | undefined;
  /** `LDAP`, `OIDC`, `LOCAL`; since 1.1. */
  auth_type?: string | undefined;
  sodar_uuid: string;
  [field: string]: unknown;
}

/** A member of a project, as the project lists it. */
export interface SodarMember {
  role: SodarRoleName;
  /** Since 1.2 the UUID of the account, before that the account. */
  user: string | SodarUser;
  /** Of the role, for `roles.update` and `roles.delete`. */
  sodar_uuid: string;
  /** True when it comes from a category above. */
  inherited?: boolean | undefined;
  [field: string]: unknown;
}

/** A project or a category. Of one that the account may only find there is no more than title and UUID. */
export interface SodarProject {
  title: string;
  /** `PROJECT` or `CATEGORY`. */
  type?: 'PROJECT' | 'CATEGORY' | (string & {}) | undefined;
  /** UUID of the category above; null at the root. */
  parent?: string | null | undefined;
  /** Null when it was never set. */
  description?: string | null | undefined;
  /** Markdown. */
  readme?: string | undefined;
  /** Before 1.2: every account may read. */
  public_guest_access?: boolean | undefined;
  /** Since 1.2: the role of every account, `project guest` or `project viewer`, or null. */
  public_access?: SodarRoleName | null | undefined;
  /** Read-only for good. */
  archive?: boolean | undefined;
  /** With the titles above it: `Category / Project`; since 1.0. */
  full_title?: string | undefined;
  /** Members by the UUID of their role. */
  roles?: Readonly<Record<string, SodarMember>> | undefined;
  /** UUIDs of what lies in a category; since 1.1. */
  children?: readonly string[] | undefined;
  sodar_uuid: string;
  [field: string]: unknown;
}

/** Who may read a project without a role in it. Either field will do: it is sent by the name that the server knows. */
export interface SodarPublicAccess {
  /** The role of every account, or null for none. Servers before 1.2 know `project guest` only. */
  public_access?: 'project guest' | 'project viewer' | null | undefined;
  /** The same, as servers before 1.2 say it. */
  public_guest_access?: boolean | undefined;
}

/** A project or category to be made. Its title is unique in the category. */
export interface NewSodarProject extends SodarPublicAccess {
  /** At most 255 characters, without ` / ` and not that of the category. */
  title: string;
  type: 'PROJECT' | 'CATEGORY';
  /** The category it lies in. Null for a category at the root, which only administrators may make. */
  parent: SodarRef | null;
  /** Default: you. */
  owner?: SodarRef | undefined;
  /** At most 512 characters. */
  description?: string | null | undefined;
  /** Markdown. */
  readme?: string | undefined;
}

/** What `projects.update` takes: a project as `projects.get` gives it, with what you changed. */
export interface SodarProjectUpdate {
  sodar_uuid: string;
  title: string;
  /** Required: it is there unless the account may only find the project. */
  type?: 'PROJECT' | 'CATEGORY' | (string & {}) | undefined;
  /** Required. Another one moves it. */
  parent?: string | null | undefined;
  description?: string | null | undefined;
  readme?: string | undefined;
  /** Required, by this name or the other: an update without it takes public access away. */
  public_access?: SodarRoleName | null | undefined;
  public_guest_access?: boolean | undefined;
  [field: string]: unknown;
}

/** What `projects.patch` changes; everything else stays. */
export interface SodarProjectChange extends SodarPublicAccess {
  title?: string | undefined;
  /** Moves it to another category. */
  parent?: SodarRef | null | undefined;
  description?: string | null | undefined;
  readme?: string | undefined;
}

/** A project with what lies in it. */
export interface SodarTree {
  project: SodarProject;
  /** By title. */
  children: SodarTree[];
}

/** A role of an account in a project. */
export interface SodarRole {
  /** UUID of the project. */
  project: string;
  role: SodarRoleName;
  /** UUID of the account. */
  user: string;
  sodar_uuid: string;
  [field: string]: unknown;
}

export interface NewSodarRole {
  role: SodarRoleName;
  user: SodarRef;
}

/** Who owns a project from now on, and what becomes of the owner there was. */
export interface SodarOwnerTransfer {
  /** The login name of a member, or the account itself; not its UUID. */
  new_owner: string | { readonly username: string };
  /** The role of the one who owned it. Not weaker than what that account inherits from the category above. */
  old_owner_role: SodarRoleName;
}

/** An invitation by e-mail. */
export interface SodarInvite {
  email: string;
  /** UUID of the project. */
  project: string;
  role: SodarRoleName;
  /** Since 1.2 the UUID of the account, before that the account. */
  issuer: string | SodarUser;
  /** ISO 8601, in the time zone of the server. */
  date_created: string;
  date_expire: string;
  message: string;
  sodar_uuid: string;
  [field: string]: unknown;
}

export interface NewSodarInvite {
  /** Of somebody who has no account yet. */
  email: string;
  role: SodarRoleName;
  message?: string | undefined;
}

/** Which setting: of a project, of an account in a project, or without `project` your own. */
export interface SodarSettingRef {
  project?: SodarRef | undefined;
  /** The app it belongs to: `samplesheets`, `landingzones`, `projectroles`. */
  plugin_name: string;
  setting_name: string;
  /** For settings that each account has of its own in a project. */
  user?: SodarRef | undefined;
}

export interface SodarSettingUpdate extends SodarSettingRef {
  /** True or false, a number, a text, or what JSON can hold: by the type of the setting. */
  value: unknown;
}

/** A setting with its value; one that was never set has its default. */
export interface SodarSetting {
  /** The app; servers before 1.0 say `app_name`. */
  plugin_name?: string | undefined;
  app_name?: string | undefined;
  project: string | null;
  user: string | SodarUser | null;
  name: string;
  type: 'BOOLEAN' | 'INTEGER' | 'STRING' | 'JSON' | (string & {});
  value: unknown;
  user_modifiable: boolean;
  [field: string]: unknown;
}

/** Something that happened. */
export interface SodarEvent {
  /** UUID of the project; null for what concerns the site. */
  project: string | null;
  app: string;
  plugin?: string | null | undefined;
  /** UUID of the account. */
  user: string | null;
  /** `zone_move`, `project_create`. */
  event_name: string;
  description: string;
  /** Only for those who may see it. */
  extra_data?: unknown;
  /** Told to owners and delegates only. */
  classified: boolean;
  /** The first one first. */
  status_changes: readonly SodarStatusChange[];
  event_objects: readonly SodarEventObject[];
  sodar_uuid: string;
  [field: string]: unknown;
}

export interface SodarStatusChange {
  timestamp: string;
  status_type: 'INIT' | 'SUBMIT' | 'OK' | 'FAILED' | 'INFO' | 'CANCEL' | (string & {});
  description: string;
  [field: string]: unknown;
}

/** What an event is about. */
export interface SodarEventObject {
  /** The word in the event's description that stands for it. */
  label: string;
  name: string;
  object_model: string;
  object_uuid: string;
  [field: string]: unknown;
}

/** SODAR's word that it was done. */
export interface SodarDetail {
  detail: string;
  [field: string]: unknown;
}

/** A name and password, for the one call that they are given to. */
export interface SodarLogin {
  username: string;
  password: string;
}

/** A token from `tokens.login`. */
export interface SodarToken {
  /** 64 hexadecimal digits. */
  token: string;
  /** ISO 8601; null when it never ends. */
  expiry: string | null;
  [field: string]: unknown;
}

export interface NewSodarToken extends SodarLogin {
  /** Hours until it ends; 0, the default, is never. */
  expiry?: number | undefined;
  /** What it is for. At most 256 characters. */
  sodar_label?: string | undefined;
}
