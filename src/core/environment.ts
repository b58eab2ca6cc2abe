/** `test` is the repositories' development servers: what is stored there is thrown away regularly. */
export type Environment = 'test' | 'production';
