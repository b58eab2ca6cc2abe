import type { DataType, StoredDocument } from './model.ts';

export const USI = '/usi';
export const API = '/usi/api';

export interface Href {
  href: string;
  templated?: true;
}
export type Links = Record<string, Href | Href[]>;

/** Absolute, since the links of the real server are; the caller's own origin. */
export const href = (origin: string, path: string): Href => ({ href: `${origin}${API}${path}` });

/** The form that ends in a template which nobody fills in. */
export const projected = (origin: string, path: string): Href => ({
  href: `${origin}${API}${path}{?projection}`,
  templated: true,
});

export const submissionPath = (id: string): string => `/submissions/${id}`;
export const teamPath = (name: string): string => `/teams/${encodeURIComponent(name)}`;
export const documentPath = ({ type, id }: Pick<StoredDocument, 'type' | 'id'>): string => `/${type}/${id}`;

/** Names of teams and aliases in queries; a dot and a dash stay as they are. */
export function query(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

export function teamLinks(origin: string, name: string): Links {
  return {
    submissions: href(origin, `/submissions/search/by-team?${query({ teamName: name })}`),
    'submissions:create': href(origin, `${teamPath(name)}/submissions`),
    items: href(origin, `${teamPath(name)}/items`),
  };
}

export function contentsPath(submission: string, type: DataType): string {
  return `${submissionPath(submission)}/contents/${type}`;
}
