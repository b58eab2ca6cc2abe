import type { EnaArchive } from './archive.ts';
import type { StoredObject } from './model.ts';

/** A stored object of ENA. */
export interface SandboxEnaObject {
  /** `project`, `study`, `sample`, `experiment`, `run`, `analysis`, `dac`, `policy` or `dataset`. */
  type: string;
  accession: string;
  /** `SAMEA…` of a sample, `ERP…` of a project, `PRJEB…` of a study. */
  secondary?: string;
  alias: string;
  account: string;
  center: string;
  status: 'PRIVATE' | 'PUBLIC' | 'CANCELLED';
  /** Day until which it is private; null for types that follow their study. */
  holdUntil: string | null;
  /** Accessions of what it refers to. */
  references: string[];
  /** Names of its files. */
  files: string[];
}

/** A submission that added something. */
export interface SandboxEnaSubmission {
  accession: string;
  alias: string;
  account: string;
  /** Accessions of what it added. */
  objects: string[];
}

/** A file in an upload area. */
export interface SandboxEnaUpload {
  path: string;
  /** Bytes. */
  size: number;
  /** Lower-case hex. */
  md5: string;
}

/** Read-only views of what ENA has stored. Everything returned is a copy. */
export interface EnaStateView {
  objects: {
    /** By either accession. */
    get(accession: string): SandboxEnaObject | undefined;
    /** In the order of creation; of one type when it is named. */
    list(type?: string): SandboxEnaObject[];
    findByAlias(alias: string): SandboxEnaObject[];
  };
  submissions: { list(): SandboxEnaSubmission[] };
  uploads: {
    /** The upload area of an account. */
    list(account: string): SandboxEnaUpload[];
  };
}

export function enaViews(archive: EnaArchive): EnaStateView {
  const show = (object: StoredObject): SandboxEnaObject => ({
    type: object.kind,
    accession: object.accession,
    ...(object.secondary === undefined ? {} : { secondary: object.secondary }),
    alias: object.alias,
    account: object.account,
    center: object.center,
    status: archive.status(object),
    holdUntil: object.holdUntil,
    references: object.refs.map(({ accession }) => accession),
    files: object.files.map(({ name }) => name),
  });
  const all = () => {
    archive.nightlyReset();
    return [...archive.store.objects()];
  };
  return {
    objects: {
      get(accession) {
        archive.nightlyReset();
        const object = archive.store.object(accession);
        return object && show(object);
      },
      list: (type) =>
        all()
          .filter(({ kind }) => type === undefined || kind === type)
          .map(show),
      findByAlias: (alias) =>
        all()
          .filter((object) => object.alias === alias)
          .map(show),
    },
    submissions: {
      list() {
        archive.nightlyReset();
        return [...archive.store.submissions()].map(({ accession, alias, account, objects }) => ({
          accession,
          alias,
          account,
          objects: [...objects],
        }));
      },
    },
    uploads: {
      list: (account) =>
        archive.uploads.list(account).map(({ path, file }) => ({ path, size: file.size, md5: file.md5 })),
    },
  };
}
