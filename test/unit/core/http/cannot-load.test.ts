import { BioSamples, ConfigError } from 'accession';
import { expect, it, vi } from 'vitest';

// What esbuild makes of a CommonJS package in a bundle of ES modules, when nobody made a `require`.
vi.mock('axios', () => {
  throw new Error('Dynamic require of "util" is not supported');
});

it('a package that cannot be loaded is a mistake of the program, not of the network', async () => {
  const onRetry = vi.fn();
  const { samples } = new BioSamples({ url: 'http://127.0.0.1:9', hooks: { onRetry } });
  const error = await samples.get('SAMEA1').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toContain('axios, which sends the requests, cannot be loaded');
  expect(onRetry).not.toHaveBeenCalled();
});
